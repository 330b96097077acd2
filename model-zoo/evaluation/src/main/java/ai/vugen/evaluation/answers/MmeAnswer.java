package ai.vugen.evaluation.answers;

/**
 * One of the two questions that MME asks about an image.
 *
 * @param subtask the question's subtask
 * @param imageId the image, unique within its subtask
 * @param expected true if the right answer is yes
 * @param prediction what the model answered
 */
public record MmeAnswer(MmeSubtask subtask, String imageId, boolean expected, String prediction) {
  boolean correct(YesNoReader reader) {
    return reader.read(prediction) == (expected ? YesNo.YES : YesNo.NO);
  }
}
