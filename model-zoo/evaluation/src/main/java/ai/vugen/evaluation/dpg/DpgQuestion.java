package ai.vugen.evaluation.dpg;

import java.util.List;

/**
 * One row of a DPG-Bench table: a yes/no question about the images of one prompt.
 *
 * @param itemId the prompt's name, which is also its image file's
 * @param prompt the text to generate images from
 * @param propositionId the question's number inside its item, from 1
 * @param parents numbers of the questions on which this one depends; empty for none
 * @param tuple what is asked about, such as {@code "attribute - color (apple, red)"}
 * @param question the question for a VQA model
 */
public record DpgQuestion(
    String itemId,
    String prompt,
    int propositionId,
    List<Integer> parents,
    String tuple,
    String question) {

  public DpgQuestion {
    parents = List.copyOf(parents);
  }

  /** The detailed category (level 2), such as {@code "attribute - color"}. */
  public String category() {
    return before('(', tuple);
  }

  /** The broad category (level 1), such as {@code "attribute"}. */
  public String broadCategory() {
    return before('-', category());
  }

  private static String before(char mark, String text) {
    int end = text.indexOf(mark);
    return (end < 0 ? text : text.substring(0, end)).strip();
  }
}
