package ai.vugen.selfcheck;

import ai.vugen.checkpoint.DataType;
import ai.vugen.checkpoint.HalfFloats;
import ai.vugen.checkpoint.SafetensorsWriter;
import ai.vugen.checkpoint.TensorEntry;
import ai.vugen.checkpoint.TensorSource;
import ai.vugen.device.Precision;
import ai.vugen.tensor.NdArray;
import ai.vugen.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * Makes what is stored for the self-check: random inputs and weights, by seed, and the oracle's
 * results.
 */
final class CaseNumbers {
  private static final int INDICES = 5;

  private final Map<String, TensorEntry> all = new LinkedHashMap<>();
  private final IntegerCases integers = new IntegerCases();

  private CaseNumbers() {}

  /**
   * The tensors by name.
   *
   * @param temporary a folder for files that are not needed afterwards
   */
  static Map<String, TensorEntry> make(Path temporary) {
    CaseNumbers numbers = new CaseNumbers();
    List<ArithmeticCase> cases = ArithmeticCases.all();
    cases.forEach(numbers::draw);
    numbers.round(cases, temporary);
    cases.forEach(numbers::compute);
    return numbers.all;
  }

  /** The tensor of a name, which must be there. */
  static TensorEntry entry(Map<String, TensorEntry> tensors, String name) {
    return Objects.requireNonNull(tensors.get(name), name);
  }

  /** Writes the tensors as a file. */
  static void write(Map<String, TensorEntry> tensors, Path file) {
    SafetensorsWriter writer = new SafetensorsWriter();
    tensors.values().forEach(writer::add);
    writer.write(file);
  }

  /** Draws inputs and weights, and learns what integers need to know of the result. */
  private void draw(ArithmeticCase of) {
    NdArray result =
        OracleGraph.evaluate(
            of, (name, shape) -> drawInput(of, name, shape), this::drawIndices, this::drawWeight);
    integers.measure(of, result);
  }

  private NdArray drawInput(ArithmeticCase of, String name, Shape shape) {
    Random random = new Random(name.hashCode());
    float[] values =
        of.precision() == Precision.INT8
            ? integers.drawInput(random, shape)
            : normal(random, shape, 1);
    put(name, DataType.F16, shape, values);
    return stored(name);
  }

  private NdArray drawIndices(String name, Shape shape) {
    Random random = new Random(name.hashCode());
    long[] values = new long[size(shape)];
    Arrays.setAll(values, i -> random.nextInt(INDICES));
    ByteBuffer bytes =
        ByteBuffer.allocate(Long.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    put(name, DataType.I64, shape, bytes);
    return NdArray.of(values, shape.sizes());
  }

  /** Matrices and windows in half precision, as nano has them. */
  private NdArray drawWeight(String name, Shape shape) {
    boolean vector = shape.rank() < 2;
    double inputs = vector ? 1 : size(shape) / (double) shape.size(0);
    float[] values = normal(new Random(name.hashCode()), shape, 1 / Math.sqrt(inputs));
    put(name, vector ? DataType.F32 : DataType.F16, shape, values);
    return stored(name);
  }

  private NdArray stored(String name) {
    TensorEntry entry = entry(all, name);
    return NdArray.of(entry.floats(), entry.shape());
  }

  private void round(List<ArithmeticCase> cases, Path temporary) {
    Map<String, TensorEntry> whole = new LinkedHashMap<>();
    cases.stream()
        .filter(each -> each.precision() == Precision.INT8)
        .forEach(
            each ->
                all.values().stream()
                    .filter(entry -> entry.name().startsWith(each.name() + ".layers."))
                    .forEach(entry -> whole.put(entry.name(), entry)));
    whole.keySet().forEach(all::remove);
    Path source = temporary.resolve("model.safetensors");
    write(whole, source);
    integers.quantize(temporary).forEach(entry -> all.put(entry.name(), entry));
  }

  private void compute(ArithmeticCase of) {
    boolean rounds = of.precision() == Precision.INT8;
    NdArray result =
        OracleGraph.evaluate(
            of,
            (name, shape) -> {
              NdArray drawn = stored(name);
              return rounds ? IntegerCases.rounded(drawn) : drawn;
            },
            (name, shape) -> NdArray.of(entry(all, name).longs(), shape.sizes()),
            (name, shape) -> rounds ? integers.weight(name, shape, all) : stored(name));
    put(of.output(), DataType.F32, Shape.of(result.shape()), result.floats());
  }

  private static float[] normal(Random random, Shape shape, double scale) {
    float[] values = new float[size(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (scale * random.nextGaussian());
    }
    return values;
  }

  static int size(Shape shape) {
    return Math.toIntExact(shape.elements().size());
  }

  private void put(String name, DataType type, Shape shape, float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(type.byteSize() * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      if (type == DataType.F32) {
        bytes.putFloat(value);
      } else {
        bytes.putShort(HalfFloats.toF16(value));
      }
    }
    put(name, type, shape, bytes.flip());
  }

  private void put(String name, DataType type, Shape shape, ByteBuffer bytes) {
    all.put(name, new TensorEntry(name, type, shape.sizes(), new TensorSource.InMemory(bytes)));
  }
}
