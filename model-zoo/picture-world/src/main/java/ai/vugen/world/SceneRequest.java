package ai.vugen.world;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.world.Scene.Layout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a scene is asked to show; everything else about it is up to chance.
 *
 * @param subjects what is shown, one to four objects altogether; in a row from left to right, in a
 *     column from top to bottom
 * @param layout {@link Layout#ROW} or {@link Layout#COLUMN} of two objects, or null for any
 * @param style of all objects, or null for any that the drawings have
 */
public record SceneRequest(List<Subject> subjects, @Nullable Layout layout, @Nullable Style style) {
  /** The most objects of a scene. */
  public static final int MOST_OBJECTS = 4;

  /**
   * @throws InvalidRequestException if a count is below 1, there is no object or more than {@value
   *     #MOST_OBJECTS}, or the layout is not for them
   */
  public SceneRequest {
    subjects = List.copyOf(subjects);
    int objects = 0;
    for (Subject subject : subjects) {
      if (subject.count() < 1) {
        throw new InvalidRequestException(
            "A subject's count is %d; expected 1 or more.".formatted(subject.count()));
      }
      objects += subject.count();
    }
    if (objects < 1 || objects > MOST_OBJECTS) {
      throw new InvalidRequestException(
          "A scene of %d objects; expected 1 to %d.".formatted(objects, MOST_OBJECTS));
    }
    boolean ordered = layout == Layout.ROW || layout == Layout.COLUMN;
    if (layout != null && !(ordered && objects == 2)) {
      throw new InvalidRequestException(
          "A scene of %d objects with the layout %s; expected ROW or COLUMN of two objects, or none. Leave the layout to chance."
              .formatted(objects, layout));
    }
  }
}
