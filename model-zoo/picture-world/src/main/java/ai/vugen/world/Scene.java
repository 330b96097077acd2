package ai.vugen.world;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is in a picture, before it is drawn.
 *
 * @param background what lies behind the objects
 * @param layout how the objects are arranged; only rows and columns of two state a relation
 * @param objects one to four objects, drawn in this order
 */
public record Scene(Background background, Layout layout, List<SceneObject> objects) {
  /** Width and height of the picture that object positions and sizes refer to, in pixels. */
  public static final int CANVAS = 128;

  /** Arrangement of the objects. */
  public enum Layout {
    /** One object. */
    SINGLE,
    /** Side by side, from left to right. */
    ROW,
    /** One above the other, from top to bottom. */
    COLUMN,
    /** In cells of a 2x2 grid. */
    GRID,
    /** Anywhere. */
    SCATTER
  }

  public Scene {
    objects = List.copyOf(objects);
  }

  /**
   * Returns the different objects with their counts, in reading order: from top to bottom in a
   * column, from left to right otherwise.
   */
  public List<Subject> subjects() {
    Comparator<SceneObject> order =
        layout == Layout.COLUMN
            ? Comparator.comparingInt(SceneObject::y)
            : Comparator.comparingInt(SceneObject::x);
    List<Subject> subjects = new ArrayList<>();
    objects.stream().sorted(order).forEach(object -> count(subjects, object));
    return subjects;
  }

  /** True when the picture shows exactly two different things next to or above each other. */
  public boolean hasRelation() {
    return objects.size() == 2
        && (layout == Layout.ROW || layout == Layout.COLUMN)
        && objects.get(0).concept() != objects.get(1).concept();
  }

  /** Returns the style all objects share, when they do; null for a mixture. */
  @Nullable Style commonStyle() {
    Style first = objects.get(0).style();
    return objects.stream().allMatch(object -> object.style() == first) ? first : null;
  }

  private static void count(List<Subject> subjects, SceneObject object) {
    for (int i = 0; i < subjects.size(); i++) {
      Subject subject = subjects.get(i);
      if (subject.concept() == object.concept() && subject.colour() == object.colour()) {
        subjects.set(i, new Subject(subject.concept(), subject.colour(), subject.count() + 1));
        return;
      }
    }
    subjects.add(new Subject(object.concept(), object.colour(), 1));
  }
}
