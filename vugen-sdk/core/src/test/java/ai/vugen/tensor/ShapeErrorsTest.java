package ai.vugen.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** An operation on shapes that do not fit names itself and the shapes. */
class ShapeErrorsTest {
  private static Tensor zeros(long... shape) {
    return OracleTensor.of(NdArray.of(new float[(int) Shape.of(shape).elements().size()], shape));
  }

  private static Tensor indices(long... shape) {
    return OracleTensor.of(NdArray.of(new long[(int) Shape.of(shape).elements().size()], shape));
  }

  private static void assertRefused(ThrowingCallable call, String... message) {
    assertThatThrownBy(call).isInstanceOf(ShapeException.class);
    assertThatThrownBy(call)
        .satisfies(e -> Arrays.stream(message).forEach(m -> assertThat(e).hasMessageContaining(m)));
  }

  @Test
  void elementwise() {
    assertRefused(() -> zeros(2, 3).add(zeros(2, 4)), "ADD", "[2, 3]", "[2, 4]");
    assertRefused(() -> zeros(3).mul(zeros(2)), "MUL", "[3]", "[2]");
  }

  @Test
  void shapes() {
    assertRefused(() -> zeros(2, 3).reshape(Shape.of(5)), "reshape", "[2, 3]", "[5]");
    assertRefused(() -> zeros(2, 5).unflatten(1, 2, -1), "5", "divide by 2");
    assertRefused(() -> zeros(2, 5).unflatten(1, 2, 2), "reshape", "[2, 5]", "[2, 2, 2]");
    assertRefused(() -> zeros(2, 3).flatten(1, 2), "no axis 2", "[2, 3]");
    assertRefused(() -> zeros(2, 3).permute(0, 0), "permute", "[0, 0]", "[2, 3]");
    assertRefused(() -> zeros(2, 3).permute(1), "permute", "[1]", "[2, 3]");
    assertRefused(() -> zeros(2, 3).transpose(0, 2), "no axis 2", "[2, 3]");
    assertRefused(() -> zeros(2, 3).expand(Shape.of(4, 3)), "expand", "[2, 3]", "[4, 3]");
    assertRefused(() -> zeros(2, 3).expand(Shape.of(3)), "expand", "[2, 3]", "[3]");
    assertRefused(() -> zeros(2, 3).slice(1, 1, 4), "slice", "[1, 4)", "[2, 3]");
    assertRefused(() -> zeros(2, 3).slice(1, 2, 2), "slice", "[2, 2)", "[2, 3]");
    assertRefused(() -> zeros(2, 3).slice(0, -1, 1), "slice", "[-1, 1)", "[2, 3]");
    assertRefused(() -> Tensor.concat(0, zeros(2, 3), zeros(2, 4)), "concat", "[2, 3]", "[2, 4]");
    assertRefused(() -> zeros(2, 3).mean(2), "no axis 2", "[2, 3]");
  }

  @Test
  void lookUpAndProducts() {
    assertRefused(() -> zeros(2, 3).gather(zeros(1)), "gather", "[2, 3]");
    assertRefused(() -> zeros(2, 3, 4).gather(indices(1)), "gather", "[2, 3, 4]");
    assertRefused(() -> zeros(2, 3).matmul(zeros(2, 3)), "matmul", "[2, 3]");
    assertRefused(() -> zeros(3).matmul(zeros(3, 2)), "matmul", "[3]", "[3, 2]");
    assertRefused(() -> zeros(2, 4, 3).matmul(zeros(3, 3, 5)), "matmul", "[2]", "[3]");
    assertRefused(() -> zeros(2, 3).linear(zeros(4, 2), null), "linear", "[2, 3]", "[4, 2]");
    assertRefused(() -> zeros(3).linear(zeros(4, 3), null), "linear", "[3]", "[4, 3]");
    assertRefused(() -> zeros(2, 3).linear(zeros(4, 3), zeros(3)), "linear bias", "[3]", "[4]");
  }

  @Test
  void images() {
    Tensor image = zeros(1, 3, 4, 4);
    assertRefused(
        () -> image.conv2d(zeros(2, 4, 3, 3), null, 1, 1),
        "conv2d",
        "[1, 3, 4, 4]",
        "[2, 4, 3, 3]");
    assertRefused(
        () -> image.conv2d(zeros(2, 3, 5, 5), null, 1, 0), "conv2d", "smaller", "[2, 3, 5, 5]");
    assertRefused(
        () -> image.conv2d(zeros(2, 3, 3, 3), zeros(3), 1, 0), "conv2d bias", "[3]", "[2]");
    assertRefused(() -> zeros(3, 4, 4).upsampleNearest(2), "upsampleNearest", "[3, 4, 4]");
    assertRefused(() -> image.upsampleNearest(0), "upsampleNearest", "by 0");
    assertRefused(() -> zeros(3, 4, 4).maxPool(2), "maxPool", "[3, 4, 4]");
    assertRefused(() -> image.maxPool(5), "maxPool", "windows of 5");
  }

  @Test
  void normsAndAttention() {
    Tensor x = zeros(1, 6, 5, 4);
    assertRefused(() -> x.layerNorm(zeros(5), null, 1e-5), "layerNorm weight", "[5]", "[4]");
    assertRefused(() -> x.layerNorm(null, zeros(5), 1e-5), "layerNorm bias", "[5]", "[4]");
    assertRefused(() -> x.rmsNorm(zeros(1), 1e-5), "rmsNorm weight", "[1]", "[4]");
    assertRefused(() -> x.groupNorm(4, null, null, 1e-5), "groupNorm", "[1, 6, 5, 4]", "4 groups");
    assertRefused(() -> x.groupNorm(3, zeros(3), null, 1e-5), "groupNorm weight", "[3]", "[6]");
    assertRefused(
        () -> x.attention(zeros(1, 4, 5, 4), zeros(1, 4, 5, 4), 1, null),
        "attention",
        "[1, 6, 5, 4]",
        "[1, 4, 5, 4]");
    assertRefused(
        () -> x.attention(zeros(1, 2, 5, 4), zeros(1, 2, 3, 4), 1, null),
        "attention",
        "[1, 2, 3, 4]");
    assertRefused(
        () -> x.attention(zeros(1, 2, 7, 4), zeros(1, 2, 7, 4), 1, zeros(5, 5)),
        "attention",
        "[5, 5]",
        "[1, 6, 5, 7]");
  }

  @Test
  void rotation() {
    Tensor x = zeros(2, 3, 5, 4);
    Tensor.Pairs pairs = Tensor.Pairs.HALVES;
    assertRefused(
        () -> x.rotate(zeros(5, 2), zeros(5, 1), pairs), "rotate", "[2, 3, 5, 4]", "[5, 1]");
    assertRefused(
        () -> x.rotate(zeros(5, 4), zeros(5, 4), pairs), "rotate", "[2, 3, 5, 2]", "[5, 4]");
    assertRefused(
        () -> x.rotate(zeros(2, 2, 3, 5, 2), zeros(2, 2, 3, 5, 2), pairs),
        "rotate",
        "[2, 2, 3, 5, 2]");
    assertRefused(
        () -> zeros(2, 5, 4).rotate(zeros(5, 2), zeros(5, 2), pairs), "rotate", "[2, 5, 4]");
    assertRefused(
        () -> zeros(2, 3, 5, 3).rotate(zeros(5, 1), zeros(5, 1), pairs), "rotate", "[2, 3, 5, 3]");
  }

  @Test
  void symbols() {
    Dim tokens = Dim.of("tokens");
    assertRefused(tokens::size, "tokens", "run time");
    assertRefused(() -> Dim.of(-1), "-1");
    assertThat(tokens.times(Dim.of(3)).plus(tokens)).isEqualTo(Dim.of(4).times(tokens));
    assertThat(tokens.plus(Dim.of("past"))).hasToString("(tokens+past)");
    assertThat(tokens.times(Dim.of("batch"))).isEqualTo(Dim.of("batch").times(tokens));
  }
}
