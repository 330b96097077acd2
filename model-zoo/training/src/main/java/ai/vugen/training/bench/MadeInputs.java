package ai.vugen.training.bench;

import ai.vugen.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * Inputs of a network that both sides of a comparison get: standard normal numbers, zeros for masks
 * and indices. Each is made when it is first asked for.
 */
final class MadeInputs {
  private final Map<String, Reals> reals = new LinkedHashMap<>();
  private final Map<String, Shape> indices = new LinkedHashMap<>();

  /** Numbers of a shape. */
  @SuppressWarnings("ArrayRecordComponent") // made once, never compared
  record Reals(Shape shape, float[] values) {}

  /** Returns the numbers of an input. */
  float[] reals(String name, Shape shape) {
    return reals.computeIfAbsent(name, key -> new Reals(shape, values(name, shape))).values();
  }

  private static float[] values(String name, Shape shape) {
    float[] values = new float[count(shape)];
    if (!name.endsWith("mask") && !name.startsWith("is_")) {
      Random random = new Random(name.hashCode());
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
    }
    return values;
  }

  /** Returns the indices of an input. */
  long[] indices(String name, Shape shape) {
    indices.put(name, shape);
    return new long[count(shape)];
  }

  private static int count(Shape shape) {
    return Math.toIntExact(shape.elements().size());
  }

  /** Returns the real inputs made so far, by name. */
  Map<String, Reals> reals() {
    return reals;
  }

  /** Returns the shapes of the index inputs made so far, by name. */
  Map<String, Shape> indices() {
    return indices;
  }
}
