package ai.vugen.evaluation.understanding;

import ai.vugen.world.QuestionAnswer;
import java.util.List;
import java.util.Locale;

/**
 * A scene that was asked about.
 *
 * @param index its number in its split, from 0
 * @param caption what it shows
 * @param picture address of its picture, relative to the folder of the report
 * @param questions all of its questions, in their order
 */
public record AskedScene(int index, String caption, String picture, List<AskedQuestion> questions) {
  public AskedScene {
    questions = List.copyOf(questions);
  }

  /**
   * A question that was asked.
   *
   * @param question with its right answer
   * @param answer what came, as it came
   */
  public record AskedQuestion(QuestionAnswer question, String answer) {
    /** Returns whether the answers are the same but for white space around them and upper case. */
    public boolean right() {
      return plain(answer).equals(expected());
    }

    /** Returns the right answer as it is compared. */
    String expected() {
      return plain(question.answer());
    }

    private static String plain(String text) {
      return text.strip().toLowerCase(Locale.ROOT);
    }
  }
}
