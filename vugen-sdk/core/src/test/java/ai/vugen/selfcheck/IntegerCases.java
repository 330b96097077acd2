package ai.vugen.selfcheck;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.checkpoint.DataType;
import ai.vugen.checkpoint.TensorEntry;
import ai.vugen.device.Precision;
import ai.vugen.quantization.QuantizedCheckpoint;
import ai.vugen.tensor.NdArray;
import ai.vugen.tensor.Role;
import ai.vugen.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * What INT8 rounds, as numbers that the oracle can compute with. Inputs are drawn far from the
 * middle between two steps, so that every processor rounds them to the same one.
 */
final class IntegerCases {
  private static final String WEIGHT = ".layers.0.weight";
  private static final String BIAS = ".bias";
  private static final Role MATRIX = new Role(Role.Use.MATRIX, Role.Place.BLOCK);

  /** Room between the results of the unrounded and the rounded weights. */
  private static final float MARGIN = 1.1f;

  /** How far an input is from a step, in steps. */
  private static final float OFF_STEP = 0.3f;

  // what goes into convolutions
  private static final float LEAST = -1;
  private static final float MOST = 1.5f;
  private static final float STEP = (MOST - LEAST) / 255;
  private static final int ZERO = Math.round(-LEAST / STEP);

  /** Steps on either side of a row's 0. */
  private static final int ROW_STEPS = 127;

  private final Map<String, float[]> ranges = new HashMap<>();

  float[] drawInput(Random random, Shape shape) {
    float[] values = new float[CaseNumbers.size(shape)];
    int row = shape.rank() == 4 ? values.length : (int) shape.size(-1);
    for (int begin = 0; begin < values.length; begin += row) {
      if (shape.rank() == 4) {
        drawPixels(random, values);
      } else {
        drawRow(random, values, begin, row);
      }
    }
    return values;
  }

  /** Some are outside of the range, and are cut. */
  private static void drawPixels(Random random, float[] values) {
    for (int i = 0; i < values.length; i++) {
      int steps = random.nextInt(256 + 40) - 20 - ZERO;
      values[i] = (steps + offStep(random)) * STEP;
    }
  }

  private static void drawRow(Random random, float[] values, int begin, int size) {
    float largest = (float) Math.exp(random.nextGaussian());
    for (int i = begin; i < begin + size; i++) {
      int steps = random.nextInt(2 * ROW_STEPS - 1) - (ROW_STEPS - 1);
      values[i] = (steps + offStep(random)) * largest / ROW_STEPS;
    }
    values[begin + random.nextInt(size)] = random.nextBoolean() ? largest : -largest;
  }

  private static float offStep(Random random) {
    return OFF_STEP * (2 * random.nextFloat() - 1);
  }

  /** Numbers that go in, as the graph rounds them. */
  static NdArray rounded(NdArray drawn) {
    float[] values = drawn.floats().clone();
    int row = (int) drawn.shape()[drawn.shape().length - 1];
    for (int begin = 0; begin < values.length; begin += row) {
      roundRow(values, begin, row, drawn.shape().length == 4);
    }
    return NdArray.of(values, drawn.shape());
  }

  private static void roundRow(float[] values, int begin, int size, boolean pixels) {
    float largest = 0;
    for (int i = begin; i < begin + size; i++) {
      largest = Math.max(largest, Math.abs(values[i]));
    }
    for (int i = begin; i < begin + size; i++) {
      if (pixels) {
        double steps = Math.rint(values[i] / (double) STEP) + ZERO;
        values[i] = (float) ((Math.max(0, Math.min(255, steps)) - ZERO) * STEP);
      } else {
        double steps = Math.rint(values[i] * (double) ROW_STEPS / largest);
        values[i] = (float) (steps * largest / ROW_STEPS);
      }
    }
  }

  /** Remembers the range of a convolution's result. */
  void measure(ArithmeticCase of, NdArray result) {
    if (of.precision() == Precision.FLOAT32 || result.shape().length < 4) {
      return;
    }
    float least = 0;
    float most = 0;
    for (float value : result.floats()) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    ranges.put(of.name() + WEIGHT, new float[] {LEAST, MOST, MARGIN * least, MARGIN * most});
  }

  /** Rounds the weights of a folder as those of models are rounded. */
  Collection<TensorEntry> quantize(Path folder) {
    Checkpoint source = Checkpoint.open(folder);
    Map<String, Role> roles = new HashMap<>();
    for (String name : source.names()) {
      roles.put(name, name.endsWith(WEIGHT) ? MATRIX : Role.OTHER);
    }
    return QuantizedCheckpoint.open(
            source, "0".repeat(64), roles, () -> ranges, folder.resolve("int8"))
        .entries()
        .values();
  }

  /** A weight or bias, as the graph rounds it. */
  NdArray weight(String name, Shape shape, Map<String, TensorEntry> stored) {
    TensorEntry entry = CaseNumbers.entry(stored, name);
    if (entry.dataType() == DataType.I8) {
      float[] scales = CaseNumbers.entry(stored, name + Checkpoint.SCALE).floats();
      return NdArray.of(widened(entry, scales, shape.rank() == 2), shape.sizes());
    }
    float[] values = entry.floats();
    if (name.endsWith(BIAS)) {
      String weight = name.substring(0, name.length() - BIAS.length()) + WEIGHT;
      if (ranges.containsKey(weight)) {
        roundBias(values, CaseNumbers.entry(stored, weight + Checkpoint.SCALE).floats());
      }
    }
    return NdArray.of(values, shape.sizes());
  }

  /** A matrix is stored as {@code [in, out]}, a window in the order of the weight. */
  private static float[] widened(TensorEntry entry, float[] scales, boolean transposed) {
    ByteBuffer integers = entry.bytes();
    float[] values = new float[integers.remaining()];
    int out = scales.length;
    int each = values.length / out;
    for (int i = 0; i < values.length; i++) {
      int channel = i / each;
      int at = transposed ? i % each * out + channel : i;
      values[i] = integers.get(at) * scales[channel];
    }
    return values;
  }

  private static void roundBias(float[] bias, float[] scales) {
    for (int i = 0; i < bias.length; i++) {
      double step = (double) scales[i] * STEP;
      bias[i] = (float) (Math.rint(bias[i] / step) * step);
    }
  }
}
