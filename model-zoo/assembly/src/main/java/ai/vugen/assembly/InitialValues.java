package ai.vugen.assembly;

import ai.vugen.checkpoint.ValueSource;
import ai.vugen.model.ModelParts;
import ai.vugen.tensor.Role;
import java.util.Arrays;

/**
 * The values that weights begin with, by their roles and shapes: a function of (seed, name, index),
 * so that no value depends on the order of writing.
 *
 * <p>Norm scales are 1, biases 0, layer scales 0.1, embeddings have the standard deviation 0.02,
 * and everything else has 1 / √(inputs of one output), which keeps the size of what passes through.
 *
 * @param seed of all values
 * @param untrained whether the parts that VUGEN trains begin as their training wants it: velocity 0
 *     at first, decoder as in SSDD ({@code mutils/train_utils.py}); else all weights are random
 */
record InitialValues(long seed, boolean untrained) {
  /** Odd 64-bit number nearest to 2⁶⁴ divided by the golden ratio. */
  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private static final double SMALL = 0.02;

  /** Returns the values of a weight. */
  ValueSource of(String name, Role role, long[] shape) {
    double constant = constant(name, role);
    if (!Double.isNaN(constant)) {
      return (from, into, count) -> Arrays.fill(into, 0, count, (float) constant);
    }
    return new Bell(mix(mix(seed) + name.hashCode()), deviation(name, role, shape));
  }

  /** Returns the value of weights that begin alike; NaN for others. */
  private double constant(String name, Role role) {
    return switch (role.use()) {
      case GAIN, DEVIATION -> 1;
      case BIAS, MEAN, RELATIVE_BIAS -> 0;
      case SCALE -> 0.1;
      case MATRIX, WINDOW -> untrained && beginsWithZero(name, role.place()) ? 0 : Double.NaN;
      case TABLE, EMBEDDING, OTHER -> Double.NaN;
    };
  }

  private static boolean beginsWithZero(String name, Role.Place place) {
    return place == Role.Place.BRANCH_END || (place == Role.Place.OUTPUT && !isOfDecoder(name));
  }

  private static boolean isOfDecoder(String name) {
    return name.startsWith(ModelParts.DECODER + ".");
  }

  private double deviation(String name, Role role, long[] shape) {
    double inputs = 1;
    for (int axis = 1; axis < shape.length; axis++) {
      inputs *= shape[axis];
    }
    if (role.use() == Role.Use.TABLE || role.use() == Role.Use.EMBEDDING) {
      return SMALL;
    }
    if (untrained && isOfDecoder(name)) {
      return role.use() == Role.Use.WINDOW ? SMALL : Math.sqrt(2 / (inputs + shape[0])); // Xavier
    }
    if (untrained && role.place() == Role.Place.CONDITION) {
      return SMALL;
    }
    return 1 / Math.sqrt(inputs);
  }

  /** Returns the finisher of SplitMix64 (Steele, Lea and Flood 2014). */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Nearly normal values around 0: sums of four uniform numbers, never beyond 3.5 deviations. */
  private record Bell(long seed, float scale) implements ValueSource {
    private static final int PARTS = 4;
    private static final int LEVELS = 1 << 16;
    private static final int MEAN = PARTS * (LEVELS - 1) / 2;

    Bell(long seed, double deviation) {
      this(seed, (float) (deviation / Math.sqrt(PARTS * ((double) LEVELS * LEVELS - 1) / 12)));
    }

    @Override
    public void fill(long from, float[] into, int count) {
      long state = seed + from * GAMMA;
      for (int i = 0; i < count; i++) {
        state += GAMMA;
        long bits = mix(state);
        long sum =
            (bits & 0xffff) + ((bits >>> 16) & 0xffff) + ((bits >>> 32) & 0xffff) + (bits >>> 48);
        into[i] = (sum - MEAN) * scale;
      }
    }
  }
}
