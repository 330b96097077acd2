package ai.vugen.checkpoint;

import ai.vugen.error.ModelIntegrityException;
import ai.vugen.json.JsonText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The comparison of the weights that a model expects with those that a checkpoint has. */
public final class WeightCheck {
  private WeightCheck() {}

  /**
   * Compares names and shapes.
   *
   * @param expected shape by name, as the model's configuration demands
   * @param allowedExtras weights that may be present and are not used: a name, or a prefix followed
   *     by {@code *} as in {@code decoder.condition_encoder.*}
   * @throws ModelIntegrityException if there is a difference; its message lists all of them
   */
  public static void check(
      Checkpoint checkpoint, Map<String, long[]> expected, Collection<String> allowedExtras) {
    check(checkpoint.location().toString(), checkpoint.entries(), expected, allowedExtras);
  }

  /**
   * Compares names and shapes of entries.
   *
   * @param where they are; what the message calls them
   * @param entries by name
   * @param expected as above
   * @param allowedExtras as above
   * @throws ModelIntegrityException if there is a difference; its message lists all of them
   */
  public static void check(
      String where,
      Map<String, TensorEntry> entries,
      Map<String, long[]> expected,
      Collection<String> allowedExtras) {
    List<String> missing = new ArrayList<>();
    List<String> extra = new ArrayList<>();
    List<String> wrongShape = new ArrayList<>();
    for (String name : new TreeSet<>(expected.keySet())) {
      long[] shape = expected.getOrDefault(name, new long[0]);
      TensorEntry entry = entries.get(name);
      if (entry == null) {
        missing.add(name + " " + Arrays.toString(shape));
      } else if (!Arrays.equals(shape, entry.shape())) {
        String both = Arrays.toString(shape) + ", found " + Arrays.toString(entry.shape());
        wrongShape.add(name + " expected " + both);
      }
    }
    for (Map.Entry<String, TensorEntry> found : new TreeMap<>(entries).entrySet()) {
      String name = found.getKey();
      if (!expected.containsKey(name) && allowedExtras.stream().noneMatch(e -> covers(e, name))) {
        extra.add(JsonText.shown(name) + " " + Arrays.toString(found.getValue().shape()));
      }
    }
    int differences = missing.size() + extra.size() + wrongShape.size();
    if (differences > 0) {
      throw new ModelIntegrityException(
          differences
              + " weights of "
              + where
              + " are not those of the configured model."
              + listed("Missing", missing)
              + listed("Extra", extra)
              + listed("Wrong shape", wrongShape)
              + "\nCheck that configuration and weights belong together.");
    }
  }

  private static boolean covers(String allowed, String name) {
    return allowed.endsWith("*")
        ? name.startsWith(allowed.substring(0, allowed.length() - 1))
        : name.equals(allowed);
  }

  private static String listed(String title, List<String> items) {
    return items.isEmpty()
        ? ""
        : "\n" + title + " (" + items.size() + "):\n  " + String.join("\n  ", items);
  }
}
