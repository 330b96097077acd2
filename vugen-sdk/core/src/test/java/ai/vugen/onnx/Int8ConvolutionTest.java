package ai.vugen.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.checkpoint.SafetensorsWriter;
import ai.vugen.device.Placement;
import ai.vugen.error.ModelIntegrityException;
import ai.vugen.quantization.QuantizedCheckpoint;
import ai.vugen.runtime.ElementType;
import ai.vugen.runtime.NativeBuffer;
import ai.vugen.runtime.Outputs;
import ai.vugen.runtime.RunControl;
import ai.vugen.runtime.Session;
import ai.vugen.runtime.SessionOptions;
import ai.vugen.tensor.Dim;
import ai.vugen.tensor.Role;
import ai.vugen.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Quantized convolutions on ONNX Runtime against sums of integers. */
class Int8ConvolutionTest {
  private static final Lowering CPU = Lowering.of(Placement.CPU_FLOAT32);
  private static final String WEIGHT = "conv.weight";
  private static final String BIAS = "conv.bias";
  private static final Map<String, Role> ROLES =
      Map.of(WEIGHT, new Role(Role.Use.WINDOW, Role.Place.BLOCK), BIAS, Role.OTHER);

  private final Path temp;

  Int8ConvolutionTest(@TempDir Path temp) {
    this.temp = temp;
  }

  /** A convolution of a square that keeps its size if the stride is 1. */
  private record Case(int in, int out, int kernel, int side, int stride) {
    int sideOut() {
      return (side - 1) / stride + 1;
    }
  }

  private Checkpoint source(Case c, float[] weight, float[] bias) {
    new SafetensorsWriter()
        .add(WEIGHT, new long[] {c.out, c.in, c.kernel, c.kernel}, weight)
        .add(BIAS, new long[] {c.out}, bias)
        .write(temp.resolve(Checkpoint.FILE_NAME));
    return Checkpoint.open(temp);
  }

  private Checkpoint quantized(Checkpoint source, float... ranges) {
    return QuantizedCheckpoint.open(
        source, "0".repeat(64), ROLES, () -> Map.of(WEIGHT, ranges), temp.resolve("int8"));
  }

  private static Outputs run(Lowering lowering, Checkpoint weights, Case c, float[] x) {
    OnnxGraph graph = new OnnxGraph("test", lowering, weights.entries()::get);
    var input =
        graph.input("x", Shape.of(Dim.of("batch"), Dim.of(c.in), Dim.of(c.side), Dim.of(c.side)));
    var weight = graph.parameter(WEIGHT, Shape.of(c.out, c.in, c.kernel, c.kernel));
    var bias = graph.parameter(BIAS, Shape.of(c.out));
    graph.output("y", input.conv2d(weight, bias, c.stride, c.kernel / 2));
    OnnxChecker.check(graph.toBytes());
    SessionOptions options =
        SessionOptions.named("test").withWeights(Objects.requireNonNull(graph.weightsFolder()));
    int batch = x.length / (c.in * c.side * c.side);
    try (Session session = Session.open(graph.toBytes(), options);
        NativeBuffer buffer = NativeBuffer.allocate(ElementType.F32, x.length)) {
      Set<String> all = lowering == CPU ? Set.of("y") : Set.of("y", WEIGHT + Checkpoint.RANGES);
      return session.run(
          Map.of("x", buffer.tensor(batch, c.in, c.side, c.side).put(x)),
          Map.of(),
          all,
          RunControl.unlimited());
    }
  }

  private static float[] noise(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** The numbers before they are rounded and cut to the range of the output. */
  private static double[] oracle(Checkpoint weights, Case c, float[] x, float least, float most) {
    float step = (most - least) / 255;
    int zero = Math.round(-least / step);
    ByteBuffer q = weights.bytes(WEIGHT);
    float[] scale = weights.floats(WEIGHT + Checkpoint.SCALE);
    float[] bias = weights.floats(BIAS);
    int side = c.sideOut();
    double[] y = new double[c.out * side * side];
    for (int i = 0; i < y.length; i++) {
      int o = i / (side * side);
      int row = i / side % side * c.stride - c.kernel / 2;
      int column = i % side * c.stride - c.kernel / 2;
      long sum = 0;
      for (int at = 0; at < c.in * c.kernel * c.kernel; at++) {
        int r = row + at / c.kernel % c.kernel;
        int s = column + at % c.kernel;
        if (r >= 0 && r < c.side && s >= 0 && s < c.side) {
          double value = x[at / (c.kernel * c.kernel) * c.side * c.side + r * c.side + s];
          long steps = Math.max(0, Math.min(255, (long) Math.rint(value / step) + zero));
          sum += (steps - zero) * q.get(o * c.in * c.kernel * c.kernel + at);
        }
      }
      y[i] = (sum + Math.rint(bias[o] / (scale[o] * step))) * scale[o] * step;
    }
    return y;
  }

  @ParameterizedTest
  @CsvSource({"3, 5, 3, 7, 1", "64, 32, 3, 9, 1", "16, 8, 1, 6, 1", "32, 48, 3, 12, 2"})
  void equalsASumOfIntegers(int in, int out, int kernel, int side, int stride) {
    Case c = new Case(in, out, kernel, side, stride);
    Random random = new Random(5);
    float[] weight = noise(random, out * in * kernel * kernel);
    Arrays.fill(weight, 0, in * kernel * kernel, 0); // a channel of zeros
    float[] x = noise(random, in * side * side);
    float range = 8 * (float) Math.sqrt(in * kernel * kernel);
    Checkpoint weights = quantized(source(c, weight, noise(random, out)), -1, 2.5f, -range, range);

    float[] y = run(CPU, weights, c, x).get("y").floats();
    double[] expected = oracle(weights, c, x, -1, 2.5f);
    assertThat(y).hasSize(expected.length);
    for (int i = 0; i < y.length; i++) {
      assertThat((double) y[i]).isCloseTo(expected[i], within(0.51 * 2 * range / 255));
    }
  }

  /** Sums of two products of 8 bits are largest here; 16 bits must hold them. */
  @Test
  void theLargestProductsDoNotSaturate() {
    Case c = new Case(64, 8, 3, 6, 1);
    float[] weight = new float[c.out * c.in * 9];
    for (int i = 0; i < weight.length; i++) {
      weight[i] = i / (c.in * 9) % 2 == 0 ? 1 : -1;
    }
    float[] x = new float[c.in * c.side * c.side];
    Arrays.fill(x, 1);
    Checkpoint weights = quantized(source(c, weight, new float[c.out]), 0, 1, -600, 600);

    float[] y = run(CPU, weights, c, x).get("y").floats();
    float middle = y[c.side * c.side / 2 + c.side / 2];
    assertThat(middle).isCloseTo(576, within(3f)); // 64 channels of 9
    assertThat(y[c.side * c.side + c.side * c.side / 2 + c.side / 2]).isCloseTo(-576, within(3f));
  }

  @Test
  void aPictureDoesNotDependOnTheOthers() {
    Case c = new Case(8, 8, 3, 5, 1);
    Random random = new Random(1);
    int each = c.in * c.side * c.side;
    float[] x = noise(random, 2 * each);
    Checkpoint weights = quantized(source(c, noise(random, 576), noise(random, 8)), -3, 3, -30, 30);

    float[] both = run(CPU, weights, c, x).get("y").floats();
    float[] second = run(CPU, weights, c, Arrays.copyOfRange(x, each, 2 * each)).get("y").floats();
    assertThat(Arrays.copyOfRange(both, both.length / 2, both.length)).containsExactly(second);
  }

  @Test
  void rangesAreThoseOfWhatGoesInAndComesOut() {
    Case c = new Case(4, 3, 1, 4, 1);
    Random random = new Random(2);
    float[] x = noise(random, 4 * 16);
    Checkpoint weights = source(c, noise(random, 12), noise(random, 3));

    Outputs outputs = run(Lowering.measuringRanges(), weights, c, x);
    float[] y = outputs.get("y").floats();
    float[] sortedX = x.clone();
    float[] sortedY = y.clone();
    Arrays.sort(sortedX);
    Arrays.sort(sortedY);
    assertThat(outputs.get(WEIGHT + Checkpoint.RANGES).floats())
        .containsExactly(sortedX[0], sortedX[63], sortedY[0], sortedY[47]);
  }

  @Test
  void integersWithoutRangesAreRefused() {
    Case c = new Case(1, 1, 1, 2, 1);
    Checkpoint whole = quantized(source(c, new float[] {1}, new float[1]), -1, 1, -1, 1);
    OnnxGraph graph =
        new OnnxGraph(
            "test",
            CPU,
            name -> name.endsWith(Checkpoint.RANGES) ? null : whole.entries().get(name));
    assertThatThrownBy(() -> graph.parameter(WEIGHT, Shape.of(1, 1, 1, 1)))
        .isInstanceOf(ModelIntegrityException.class)
        .hasMessageContaining("conv.weight is stored without its ranges");
  }
}
