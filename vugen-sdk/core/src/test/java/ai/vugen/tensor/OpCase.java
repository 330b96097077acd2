package ai.vugen.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * A small network with random numbers, by seed, for its inputs and parameters: every backend must
 * compute what the oracle computes.
 *
 * <p>Extents are written as text: {@code "b=2, 3, n=5"} is a tensor of 2 × 3 × 5 numbers, whose
 * first and last extent a graph knows by the symbols b and n only.
 */
public final class OpCase {
  /** How far a float result may be from the oracle's, relative to 1 + |expected|. */
  public static final double TOLERANCE = 2e-6;

  private final String name;
  private final Random random;
  private final Map<String, Evaluator.Input> declared = new LinkedHashMap<>();
  private final Map<String, NdArray> inputs = new LinkedHashMap<>();
  private final Map<String, NdArray> parameters = new LinkedHashMap<>();
  private double tolerance = TOLERANCE;
  private BiFunction<Weights, Named<Tensor>, Tensor> function = (w, in) -> in.get("x");

  private OpCase(String name) {
    this.name = name;
    this.random = new Random(name.hashCode());
  }

  static OpCase of(String name) {
    return new OpCase(name);
  }

  /** Adds an input of normally distributed numbers. */
  OpCase real(String input, String extents) {
    return real(input, extents, 1);
  }

  /** Adds an input of normally distributed numbers of another size. */
  OpCase real(String input, String extents, double scale) {
    return add(input, extents, normal(sizes(extents), scale));
  }

  /** Adds an input of positive numbers around 1. */
  OpCase positive(String input, String extents) {
    NdArray array = normal(sizes(extents), 1);
    for (int i = 0; i < array.floats().length; i++) {
      array.floats()[i] = 0.2f + Math.abs(array.floats()[i]);
    }
    return add(input, extents, array);
  }

  /** Adds an input of 0 for what may be seen and a large negative number elsewhere. */
  OpCase mask(String input, String extents) {
    NdArray array = normal(sizes(extents), 1);
    long keys = array.shape()[array.shape().length - 1];
    for (int i = 0; i < array.floats().length; i++) {
      array.floats()[i] = i % keys == 0 || array.floats()[i] > -0.5 ? 0 : -1e7f;
    }
    return add(input, extents, array);
  }

  /** Adds an input of indices below a bound. */
  OpCase index(String input, String extents, int bound) {
    long[] sizes = sizes(extents);
    long[] values = new long[(int) Shape.of(sizes).elements().size()];
    Arrays.setAll(values, i -> random.nextInt(bound));
    return add(input, extents, NdArray.of(values, sizes));
  }

  private OpCase add(String input, String extents, NdArray array) {
    inputs.put(input, array);
    declared.put(input, new Evaluator.Input(array.kind(), shape(extents)));
    return this;
  }

  /** Adds a parameter of normally distributed numbers. */
  OpCase parameter(String parameter, long... shape) {
    parameters.put(parameter, normal(shape, 1));
    return this;
  }

  /** Sets a tolerance of its own. */
  OpCase within(double other) {
    tolerance = other;
    return this;
  }

  /** Sets the network. */
  OpCase gives(BiFunction<Weights, Named<Tensor>, Tensor> network) {
    function = network;
    return this;
  }

  /** Sets a network of the input x alone. */
  OpCase gives(UnaryOperator<Tensor> network) {
    function = (weights, in) -> network.apply(in.get("x"));
    return this;
  }

  private NdArray normal(long[] sizes, double scale) {
    float[] values = new float[(int) Shape.of(sizes).elements().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (scale * random.nextGaussian());
    }
    return NdArray.of(values, sizes);
  }

  private static List<String> split(String extents) {
    return extents.isBlank() ? List.of() : List.of(extents.split(", *"));
  }

  private static long[] sizes(String extents) {
    return split(extents).stream()
        .mapToLong(extent -> Long.parseLong(extent.substring(extent.indexOf('=') + 1)))
        .toArray();
  }

  private static Shape shape(String extents) {
    List<Dim> dims = new ArrayList<>();
    for (String extent : split(extents)) {
      int equals = extent.indexOf('=');
      dims.add(equals < 0 ? Dim.of(Long.parseLong(extent)) : Dim.of(extent.substring(0, equals)));
    }
    return new Shape(dims);
  }

  /** The inputs' numbers. */
  public Map<String, NdArray> inputs() {
    return inputs;
  }

  /** The numbers of a parameter. */
  public NdArray parameter(String parameter) {
    return new Named<>(parameters).get(parameter);
  }

  /** Computes the case. */
  public NdArray evaluate(Evaluator evaluator) {
    try (Evaluator.Program program =
        evaluator.compile(
            (weights, in) -> Map.of("result", function.apply(weights, in)),
            declared,
            this::parameter)) {
      return program.run(inputs).get("result");
    }
  }

  /** Checks that a backend computes what the oracle computes. */
  public void check(Evaluator evaluator) {
    assertClose(evaluate(evaluator), evaluate(new OracleEvaluator()), tolerance);
  }

  /** Checks that numbers are near expected ones, relative to 1 + |expected|, and shapes equal. */
  public static void assertClose(NdArray actual, NdArray expected, double tolerance) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.kind()).isEqualTo(expected.kind());
    assertThat(actual.longs()).isEqualTo(expected.longs());
    for (int i = 0; i < expected.floats().length; i++) {
      double difference = Math.abs((double) actual.floats()[i] - expected.floats()[i]);
      if (!(difference <= tolerance * (1 + Math.abs(expected.floats()[i])))) {
        throw new AssertionError(
            "element %d is %s instead of %s, farther than %s"
                .formatted(i, actual.floats()[i], expected.floats()[i], tolerance));
      }
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
