package ai.vugen;

import ai.vugen.error.InvalidRequestException;
import java.util.ArrayList;
import java.util.List;

/** Checks of what callers give. */
final class Given {
  private Given() {}

  /**
   * Returns a copy of a list.
   *
   * @throws InvalidRequestException if it, or an element of it, is null
   */
  static <T> List<T> list(List<? extends T> values, String name) {
    List<T> copy = new ArrayList<>();
    for (T value : InvalidRequestException.notNull(values, name)) {
      copy.add(InvalidRequestException.notNull(value, "an element of " + name));
    }
    return List.copyOf(copy);
  }
}
