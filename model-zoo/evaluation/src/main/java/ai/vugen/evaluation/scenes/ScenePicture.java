package ai.vugen.evaluation.scenes;

import ai.vugen.evaluation.report.EnumText;
import ai.vugen.image.Pixels;
import ai.vugen.world.ObjectBox;
import ai.vugen.world.QuestionAnswer;
import ai.vugen.world.Split;
import java.util.List;
import java.util.Locale;

/**
 * A scene as a picture, with what is known about it.
 *
 * @param split where it is from
 * @param index its number in the split, from 0
 * @param caption what it shows
 * @param pixels the composed picture, square
 * @param objects where what is drawn
 * @param questions at least one, with their answers
 */
public record ScenePicture(
    Split split,
    int index,
    String caption,
    Pixels pixels,
    List<ObjectBox> objects,
    List<QuestionAnswer> questions) {
  public ScenePicture {
    objects = List.copyOf(objects);
    questions = List.copyOf(questions);
  }

  /** A name that no other scene has, fit for a file, such as {@code "held_out_scenes-0042"}. */
  public String name() {
    return String.format(Locale.ROOT, "%s-%04d", EnumText.tag(split), index);
  }
}
