package ai.vugen.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.checkpoint.SafetensorsWriter;
import ai.vugen.device.Placement;
import ai.vugen.quantization.QuantizedCheckpoint;
import ai.vugen.runtime.ElementType;
import ai.vugen.runtime.NativeBuffer;
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

/** Quantized linear layers on ONNX Runtime against sums of integers. */
class Int8LinearTest {
  private static final float STEP = 1f / 127;
  private static final String WEIGHT = "w";
  private static final String BIAS = "b";
  private static final Role MATRIX = new Role(Role.Use.MATRIX, Role.Place.BLOCK);
  private static final Role TABLE = new Role(Role.Use.TABLE, Role.Place.ELSEWHERE);

  private final Path temp;

  Int8LinearTest(@TempDir Path temp) {
    this.temp = temp;
  }

  private Checkpoint quantized(int out, int in, float[] weight, float[] bias) {
    new SafetensorsWriter()
        .add(WEIGHT, new long[] {out, in}, weight)
        .add(BIAS, new long[] {out}, bias)
        .write(temp.resolve(Checkpoint.FILE_NAME));
    Checkpoint source = Checkpoint.open(temp);
    return QuantizedCheckpoint.open(
        source,
        "0".repeat(64),
        Map.of(WEIGHT, MATRIX, BIAS, Role.OTHER),
        Map::of,
        temp.resolve("int8"));
  }

  private static float[] run(Checkpoint weights, int rows, int in, int out, float[] x) {
    OnnxGraph graph =
        new OnnxGraph("test", Lowering.of(Placement.CPU_FLOAT32), weights.entries()::get);
    var input = graph.input("x", Shape.of(Dim.of("rows"), Dim.of(in)));
    var weight = graph.parameter(WEIGHT, Shape.of(out, in));
    graph.output("y", input.linear(weight, graph.parameter(BIAS, Shape.of(out))));
    OnnxChecker.check(graph.toBytes());
    SessionOptions options =
        SessionOptions.named("test").withWeights(Objects.requireNonNull(graph.weightsFolder()));
    try (Session session = Session.open(graph.toBytes(), options);
        NativeBuffer buffer = NativeBuffer.allocate(ElementType.F32, x.length)) {
      return session
          .run(
              Map.of("x", buffer.tensor(rows, in).put(x)),
              Map.of(),
              Set.of("y"),
              RunControl.unlimited())
          .get("y")
          .floats();
    }
  }

  /** x rounded by rows, times the stored integers, in integer arithmetic. */
  private static double[] oracle(Checkpoint weights, int rows, int in, int out, float[] x) {
    return oracle(weights, WEIGHT, weights.floats(BIAS), rows, in, x);
  }

  private static double[] oracle(
      Checkpoint weights, String weight, float[] bias, int rows, int in, float[] x) {
    int out = bias.length;
    ByteBuffer q = weights.bytes(weight); // [in, out]
    float[] scale = weights.floats(weight + Checkpoint.SCALE);
    double[] y = new double[rows * out];
    for (int row = 0; row < rows; row++) {
      float largest = 0;
      for (int i = 0; i < in; i++) {
        largest = Math.max(largest, Math.abs(x[row * in + i]));
      }
      float perLargest = 1 / largest;
      for (int o = 0; o < out; o++) {
        long sum = 0;
        for (int i = 0; i < in; i++) {
          sum += (long) Math.rint(x[row * in + i] * perLargest / STEP) * q.get(i * out + o);
        }
        y[row * out + o] = (double) sum * scale[o] * STEP * largest + bias[o];
      }
    }
    return y;
  }

  private static void assertEqual(float[] actual, double[] expected) {
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    assertThat(actual).hasSize(expected.length);
    for (int i = 0; i < actual.length; i++) {
      assertThat((double) actual[i]).isCloseTo(expected[i], within(1e-6 * largest));
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 64, 32", "1, 7, 5", "3, 300, 17", "37, 130, 48", "128, 512, 64"})
  void equalsASumOfIntegers(int rows, int in, int out) {
    Random random = new Random(5);
    float[] weight = noise(random, out * in);
    Arrays.fill(weight, 0, in, 0); // a channel of zeros
    float[] x = noise(random, rows * in);
    Checkpoint weights = quantized(out, in, weight, noise(random, out));

    assertEqual(run(weights, rows, in, out, x), oracle(weights, rows, in, out, x));
  }

  /** Sums of two products of 8 bits are largest here; 16 bits must hold them. */
  @ParameterizedTest
  @CsvSource({"1, 256", "5, 256", "64, 1024", "1, 33"})
  void theLargestProductsDoNotSaturate(int rows, int in) {
    int out = 8;
    float[] weight = new float[out * in];
    for (int o = 0; o < out; o++) {
      for (int i = 0; i < in; i++) {
        weight[o * in + i] =
            switch (o % 4) {
              case 0 -> 1; // pairs of 64 and 64
              case 1 -> -1;
              case 2 -> i % 2 == 0 ? 1 : 0; // 127 and 0
              default -> i % 2 == 0 ? 1 : -1;
            };
      }
    }
    float[] x = new float[rows * in];
    for (int i = 0; i < x.length; i++) {
      x[i] = (i / in) % 2 == 0 ? 1 : -1; // 255 and 1 around 128
    }
    Checkpoint weights = quantized(out, in, weight, new float[out]);

    assertEqual(run(weights, rows, in, out, x), oracle(weights, rows, in, out, x));
  }

  @Test
  void aRowDoesNotDependOnTheOthers() {
    Random random = new Random(6);
    float[] weight = noise(random, 32 * 64);
    Checkpoint weights = quantized(32, 64, weight, new float[32]);
    float[] alone = noise(random, 64);
    float[] many = Arrays.copyOf(alone, 5 * 64);
    for (int i = 64; i < many.length; i++) {
      many[i] = 1000 * (float) random.nextGaussian();
    }

    assertThat(Arrays.copyOf(run(weights, 5, 64, 32, many), 32))
        .containsExactly(run(weights, 1, 64, 32, alone));
  }

  @Test
  void rowsOfZerosGiveTheBias() {
    float[] bias = {1, 2, 3};
    Checkpoint weights = quantized(3, 4, noise(new Random(7), 12), bias);

    assertThat(run(weights, 1, 4, 3, new float[4])).containsExactly(bias);
  }

  @Test
  void rowsOfATableAreExactAndItsProductsRounded() {
    String table = "t";
    float[] values = noise(new Random(9), 6 * 8);
    new SafetensorsWriter()
        .add(table, new long[] {6, 8}, values)
        .write(temp.resolve(Checkpoint.FILE_NAME));
    Checkpoint source = Checkpoint.open(temp);
    Checkpoint weights =
        QuantizedCheckpoint.open(
            source, "1".repeat(64), Map.of(table, TABLE), Map::of, temp.resolve("int8"));
    OnnxGraph graph =
        new OnnxGraph("test", Lowering.of(Placement.CPU_FLOAT32), weights.entries()::get);
    var rows = graph.parameter(table, Shape.of(6, 8));
    float[] x = noise(new Random(10), 8);
    graph.output("rows", rows.gather(graph.indices(new long[] {4}, Shape.of(1))));
    graph.output("products", graph.constant(x, Shape.of(1, 8)).linear(rows, null));

    SessionOptions options =
        SessionOptions.named("test").withWeights(Objects.requireNonNull(graph.weightsFolder()));
    try (Session session = Session.open(graph.toBytes(), options)) {
      var outputs =
          session.run(Map.of(), Map.of(), Set.of("rows", "products"), RunControl.unlimited());
      assertThat(outputs.get("rows").floats()).containsExactly(Arrays.copyOfRange(values, 32, 40));
      assertEqual(
          outputs.get("products").floats(),
          oracle(weights, table + Checkpoint.PRODUCTS, new float[6], 1, 8, x));
    }
  }

  @Test
  void aQuantizedWeightIsNothingElse() {
    Checkpoint weights = quantized(4, 4, noise(new Random(8), 16), new float[4]);
    OnnxGraph graph =
        new OnnxGraph("test", Lowering.of(Placement.CPU_FLOAT32), weights.entries()::get);
    var weight = graph.parameter(WEIGHT, Shape.of(4, 4));

    assertThatThrownBy(() -> weight.mul(weight))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(WEIGHT + " is quantized");
  }

  private static float[] noise(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
