package ai.vugen.evaluation.dpg;

import java.util.List;

/**
 * What a VQA model answered to one question.
 *
 * @param itemId the question's item
 * @param propositionId the question's number inside its item
 * @param answers one answer for each picture of the item
 */
public record DpgAnswer(String itemId, int propositionId, List<String> answers) {
  public DpgAnswer {
    answers = List.copyOf(answers);
  }
}
