package ai.vugen.training.torch;

import java.util.Arrays;
import java.util.Random;

/** The distribution that the first values of a parameter are drawn from. */
public sealed interface Distribution {
  /** The distribution of zeros. */
  Distribution ZERO = new Constant(0);

  /** The distribution of ones. */
  Distribution ONE = new Constant(1);

  /**
   * Values of a parameter.
   *
   * @param sizes its shape: {@code [out, in]}, {@code [out, in, kernel, kernel]} or any other
   */
  float[] draw(Random random, long[] sizes);

  /**
   * One value everywhere.
   *
   * @param value the value
   */
  record Constant(double value) implements Distribution {
    @Override
    public float[] draw(Random random, long[] sizes) {
      float[] values = new float[count(sizes)];
      Arrays.fill(values, (float) value);
      return values;
    }
  }

  /**
   * Normal around 0.
   *
   * @param std standard deviation
   */
  record Normal(double std) implements Distribution {
    @Override
    public float[] draw(Random random, long[] sizes) {
      float[] values = new float[count(sizes)];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (std * random.nextGaussian());
      }
      return values;
    }
  }

  /**
   * Normal around 0 with the standard deviation gain / √(inputs of one output), which keeps the
   * scale of what passes through.
   *
   * @param gain 1 keeps the variance, √2 keeps it through a rectifier
   */
  record FanIn(double gain) implements Distribution {
    @Override
    public float[] draw(Random random, long[] sizes) {
      long inputs = 1;
      for (int axis = 1; axis < sizes.length; axis++) {
        inputs *= sizes[axis];
      }
      return new Normal(gain / Math.sqrt((double) inputs)).draw(random, sizes);
    }
  }

  private static int count(long[] sizes) {
    long count = 1;
    for (long size : sizes) {
      count = Math.multiplyExact(count, size);
    }
    return Math.toIntExact(count);
  }
}
