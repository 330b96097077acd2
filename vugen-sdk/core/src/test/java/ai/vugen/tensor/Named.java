package ai.vugen.tensor;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Values by name; asking for a name that does not exist fails.
 *
 * @param byName in order
 */
public record Named<T>(Map<String, T> byName) {
  /** Takes a copy. */
  public Named {
    byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
  }

  /** The value of a name. */
  public T get(String name) {
    T value = byName.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no " + name + " among " + byName.keySet());
    }
    return value;
  }
}
