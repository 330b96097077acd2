package ai.vugen.selfcheck;

import ai.vugen.device.Precision;
import ai.vugen.selfcheck.ArithmeticCase.Operands;
import ai.vugen.tensor.Dim;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Every kind of operator that graphs of models have, as networks use it. Sizes are such that
 * kernels for whole vectors have something left over, and some such that nothing is.
 */
final class ArithmeticCases {
  /** Kernels round sums of float32 differently, by a few of their last bits. */
  private static final double FLOAT = 2e-5;

  /** Results are rounded to one of 255 steps between the least and the largest. */
  private static final double ROUNDED = 5e-3;

  private static final float HIDDEN = -1e7f;

  private ArithmeticCases() {}

  static List<ArithmeticCase> all() {
    return Stream.of(
            elementwise(),
            shapes(),
            products(),
            convolutions(),
            norms(),
            attention(),
            integerProducts(),
            integerConvolutions())
        .flatMap(List::stream)
        .toList();
  }

  private static ArithmeticCase exact(
      String operator, String sizes, Function<Operands, Tensor> network) {
    return new ArithmeticCase(operator, Precision.FLOAT32, sizes, FLOAT, network);
  }

  private static ArithmeticCase fast(
      String operator, String sizes, double tolerance, Function<Operands, Tensor> network) {
    return new ArithmeticCase(operator, Precision.INT8, sizes, tolerance, network);
  }

  private static ArithmeticCase unary(String operator, UnaryOperator<Tensor> function) {
    return exact(operator, "of 3 x 17", in -> function.apply(in.real("x", "batch", 17)));
  }

  private static List<ArithmeticCase> elementwise() {
    return List.of(
        exact("Add", "of a row", in -> in.real("x", "batch", 3, 35).add(in.parameter("p", 35))),
        exact("Add", "of equal shapes", in -> in.real("x", 5, 17).add(in.real("y", 5, 17))),
        exact("Sub", "of a column", in -> in.real("x", 3, 17).sub(in.real("y", 3, 1))),
        exact("Mul", "outer", in -> in.real("x", "batch", 1, 35).mul(in.real("y", 3, 1))),
        exact("Mul", "of equal shapes", in -> in.real("x", 5, 17).mul(in.real("y", 5, 17))),
        exact(
            "Div",
            "by a row",
            in -> {
              Tensor y = in.real("y", 17);
              return in.real("x", "batch", 17).div(y.mul(y).add(0.5));
            }),
        unary("Neg", Tensor::negate),
        unary("Sqrt", x -> x.mul(x).add(0.01).sqrt()),
        unary("Sin", x -> x.mul(8).sin()),
        unary("Cos", x -> x.mul(8).cos()),
        unary("Sigmoid", x -> x.mul(3).sigmoid()),
        exact("Sigmoid", "in silu", in -> in.real("x", "batch", 35).silu()),
        unary("Gelu", x -> x.mul(2).gelu()));
  }

  private static List<ArithmeticCase> shapes() {
    return List.of(
        exact("Reshape", "of 3 axes", in -> in.real("x", "batch", 3, 10).unflatten(2, 5, 2)),
        exact("Transpose", "of 4 axes", in -> in.real("x", "batch", 3, 5, 7).permute(0, 2, 3, 1)),
        exact("Transpose", "of 2 axes", in -> in.real("x", 17, 5).transpose(0, 1)),
        exact("Expand", "of 2 axes", in -> in.real("x", 1, 3, 1).expand(Shape.of(2, 3, 17))),
        exact(
            "Shape",
            "of a batch",
            in -> {
              Tensor x = in.real("x", "batch", 3, 5);
              Shape first = x.shape().with(1, Dim.of(1));
              return Tensor.concat(1, in.parameter("p", 1, 1, 5).expand(first), x);
            }),
        exact("Slice", "of the last axis", in -> in.real("x", "batch", 3, 17).slice(-1, 5, 16)),
        exact("Slice", "of a middle axis", in -> in.real("x", "batch", 7, 3).slice(1, 2, 5)),
        exact(
            "Concat",
            "of a middle axis",
            in -> Tensor.concat(1, in.real("x", "batch", 3, 5), in.real("y", "batch", 1, 5))),
        exact(
            "Concat",
            "of the last axis",
            in -> Tensor.concat(-1, in.real("x", 3, 17), in.real("y", 3, 5))),
        exact(
            "Gather", "of rows", in -> in.parameter("p", 5, 17).gather(in.index("i", "batch", 3))),
        exact("Cast", "of indices", in -> in.index("i", "batch", 17).toReal()),
        exact("Cast", "of weights", in -> in.real("x", 3, 17).mul(in.parameter("p", 3, 17))),
        exact("Resize", "by 2", in -> in.real("x", "batch", 3, 3, 5).upsampleNearest(2)),
        exact("Resize", "by 2, 16 channels", in -> in.real("x", 1, 16, 2, 3).upsampleNearest(2)));
  }

  private static List<ArithmeticCase> products() {
    return List.of(
        gemm(1, 7, 5, false),
        gemm(3, 33, 35, true),
        gemm(17, 33, 35, false),
        gemm(1, 32, 48, true),
        gemm(17, 32, 16, true),
        exact("MatMul", "3 x 5, 5 x 7", in -> in.real("x", 3, 5).matmul(in.real("y", 5, 7))),
        exact(
            "MatMul",
            "3 x 33, 33 x 19, batches",
            in -> in.real("x", "batch", 3, 33).matmul(in.real("y", 33, 19))));
  }

  private static ArithmeticCase gemm(int rows, int from, int to, boolean bias) {
    return exact(
        "Gemm",
        linearSizes(rows, from, to),
        in -> in.real("x", rows, from).linear(in.weight(to, from), in.bias(bias, to)));
  }

  private static List<ArithmeticCase> integerProducts() {
    return List.of(
        integerProduct(1, 7, 5, false),
        integerProduct(3, 33, 35, true),
        integerProduct(17, 33, 35, false),
        integerProduct(1, 32, 48, true),
        integerProduct(17, 32, 16, true),
        integerProduct(3, 130, 17, true));
  }

  private static ArithmeticCase integerProduct(int rows, int from, int to, boolean bias) {
    return fast(
        "MatMulIntegerToFloat",
        linearSizes(rows, from, to),
        FLOAT,
        in -> in.real("x", rows, from).linear(in.weight(to, from), in.bias(bias, to)));
  }

  private static String linearSizes(int rows, int from, int to) {
    return "%d rows, %d to %d".formatted(rows, from, to);
  }

  /**
   * A convolution.
   *
   * @param width columns of what goes in, which has {@link #ROWS} rows
   */
  private record Window(
      int images, int from, int to, int kernel, int stride, int padding, int width) {
    private static final int ROWS = 5;

    Tensor on(Operands in, boolean bias) {
      return in.real("x", images, from, ROWS, width)
          .conv2d(in.weight(to, from, kernel, kernel), in.bias(bias, to), stride, padding);
    }

    @Override
    public String toString() {
      return "%d to %d, %d x %d, stride %d, width %d"
          .formatted(from, to, kernel, kernel, stride, width);
    }
  }

  private static List<ArithmeticCase> convolutions() {
    Stream<Window> windows =
        Stream.of(
            new Window(2, 5, 7, 1, 1, 0, 5),
            new Window(1, 16, 32, 1, 1, 0, 3),
            new Window(1, 3, 4, 3, 1, 1, 16),
            new Window(1, 4, 6, 3, 1, 1, 33),
            new Window(1, 17, 5, 3, 1, 1, 4),
            new Window(1, 16, 16, 3, 1, 1, 7),
            new Window(2, 6, 5, 3, 2, 1, 7),
            new Window(1, 3, 8, 4, 4, 0, 13));
    return Stream.concat(
            windows.map(window -> exact("Conv", window.toString(), in -> window.on(in, true))),
            Stream.of(
                exact("Conv", "without bias", in -> new Window(2, 3, 5, 3, 1, 1, 4).on(in, false)),
                exact(
                    "Conv",
                    "two of 16 channels, a silu between",
                    in ->
                        new Window(1, 16, 16, 3, 1, 1, 3)
                            .on(in, true)
                            .silu()
                            .conv2d(in.parameter("second", 16, 16, 1, 1), null, 1, 0))))
        .toList();
  }

  private static List<ArithmeticCase> integerConvolutions() {
    return Stream.of(
            new Window(2, 3, 5, 3, 1, 1, 7),
            new Window(1, 16, 8, 1, 1, 0, 6),
            new Window(1, 17, 6, 3, 1, 1, 4),
            new Window(2, 8, 12, 3, 2, 1, 5),
            new Window(1, 5, 7, 4, 4, 0, 13),
            new Window(1, 32, 16, 3, 1, 1, 3))
        .map(window -> fast("QLinearConv", window.toString(), ROUNDED, in -> window.on(in, true)))
        .toList();
  }

  private static List<ArithmeticCase> norms() {
    return List.of(
        layerNorm(1, 33),
        layerNorm(17, 17),
        layerNorm(3, 48),
        exact(
            "LayerNormalization",
            "of a sum",
            in ->
                in.real("x", "batch", 3, 35)
                    .add(in.real("y", "batch", 3, 35))
                    .layerNorm(in.parameter("w", 35), in.parameter("b", 35), 1e-5)),
        rmsNorm(1, 33),
        rmsNorm(17, 17),
        rmsNorm(3, 48),
        groupNorm(6, 2),
        groupNorm(16, 4));
  }

  private static ArithmeticCase layerNorm(int rows, int width) {
    return exact(
        "LayerNormalization",
        "%d rows of %d".formatted(rows, width),
        in ->
            in.real("x", rows, width)
                .layerNorm(in.parameter("w", width), in.parameter("b", width), 1e-5));
  }

  private static ArithmeticCase rmsNorm(int rows, int width) {
    return exact(
        "RMSNormalization",
        "%d rows of %d".formatted(rows, width),
        in -> in.real("x", rows, width).rmsNorm(in.parameter("w", width), 1e-5));
  }

  private static ArithmeticCase groupNorm(int channels, int groups) {
    return exact(
        "InstanceNormalization",
        "%d channels in %d groups".formatted(channels, groups),
        in ->
            in.real("x", "batch", channels, 3, 5)
                .groupNorm(groups, in.parameter("w", channels), in.parameter("b", channels), 1e-5));
  }

  private static List<ArithmeticCase> attention() {
    return List.of(
        exact(
            "Attention",
            "equal heads",
            in ->
                in.real("q", 1, 3, 17, 7)
                    .attention(in.real("k", 1, 3, 17, 7), in.real("v", 1, 3, 17, 7), 0.4, null)),
        exact(
            "Attention",
            "grouped heads, hidden keys",
            in ->
                in.real("q", "batch", 6, 5, 8)
                    .attention(
                        in.real("k", "batch", 2, 7, 8),
                        in.real("v", "batch", 2, 7, 8),
                        0.35,
                        in.constant(causal(5, 7), 1, 1, 5, 7))),
        exact(
            "Attention",
            "one query",
            in ->
                in.real("q", 1, 4, 1, 24)
                    .attention(
                        in.real("k", 1, 2, "keys", 24),
                        in.real("v", 1, 2, "keys", 24),
                        0.2,
                        in.real("bias", 1, 1, 1, "keys"))),
        rotary(Tensor.Pairs.HALVES),
        rotary(Tensor.Pairs.NEIGHBOURS));
  }

  /** Query i sees the keys before i + 1 + keys - queries. */
  private static float[] causal(int queries, int keys) {
    float[] mask = new float[queries * keys];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = i % keys <= i / keys + keys - queries ? 0 : HIDDEN;
    }
    return mask;
  }

  private static ArithmeticCase rotary(Tensor.Pairs pairs) {
    return exact(
        "RotaryEmbedding",
        "of " + pairs.name().toLowerCase(Locale.ROOT),
        in -> {
          Tensor angles = in.real("angles", 5, 6);
          return in.real("x", "batch", 3, 5, 12).rotate(angles.cos(), angles.sin(), pairs);
        });
  }
}
