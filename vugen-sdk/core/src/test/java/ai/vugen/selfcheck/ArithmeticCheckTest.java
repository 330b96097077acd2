package ai.vugen.selfcheck;

import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.device.Precision;
import ai.vugen.onnx.OnnxGraph;
import ai.vugen.runtime.HostPlatform;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The self-check finds what is wrong, names it, and finds nothing on this machine. */
class ArithmeticCheckTest {
  private static final String INTEGERS = "com.microsoft.MatMulIntegerToFloat";

  /** ONNX Runtime, but with other results of some graphs. */
  private static ArithmeticReport withWrong(
      Predicate<OnnxGraph> which, UnaryOperator<float[]> results) {
    return ArithmeticCheck.run(
        (graph, inputs) -> {
          Map<String, float[]> right = ArithmeticCheck.onSession(graph, inputs);
          if (which.test(graph)) {
            right.replaceAll((name, values) -> results.apply(values));
          }
          return right;
        },
        "Library 1.2.3");
  }

  private static Predicate<OnnxGraph> with(String operator) {
    return graph -> graph.operators().contains(operator);
  }

  @Test
  void theRuntimeIsRightHere() {
    ArithmeticReport report = ArithmeticCheck.run();
    assertThat(report.wrong()).as(String.join("\n", report.lines())).isEmpty();
    assertThat(report.isRight()).isTrue();
    assertThat(report.lines())
        .singleElement()
        .asString()
        .matches("[0-9]+ kinds of operators right on .*, ONNX Runtime [0-9.]+")
        .contains(HostPlatform.processor());
    assertThat(report.operators()).isGreaterThan(30);
  }

  @Test
  void aWrongOperatorOfFastIsNamedAndExactIsAdvised() {
    ArithmeticReport report =
        withWrong(
            with(INTEGERS),
            right -> {
              float[] wrong = right.clone();
              wrong[wrong.length - 1] += 0.3f * largest(right);
              return wrong;
            });
    assertThat(report.lines())
        .singleElement()
        .asString()
        .startsWith("MatMulIntegerToFloat of INT8 is off by 0.30 of its largest number (")
        .contains(report.processor() + ", Library 1.2.3. ")
        .endsWith("Only INT8 is wrong: use the precision FLOAT32 here, and report this.");
    assertThat(report.isRight(Precision.FLOAT32)).isTrue();
    assertThat(report.isRight(Precision.INT8)).isFalse();
  }

  private static float largest(float[] values) {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /** As if products were computed in bfloat16. */
  @Test
  void lostPrecisionIsFound() {
    ArithmeticReport report =
        withWrong(
            with("MatMul"),
            right -> {
              float[] wrong = right.clone();
              for (int i = 0; i < wrong.length; i++) {
                wrong[i] = Float.intBitsToFloat(Float.floatToRawIntBits(wrong[i]) & 0xffff_0000);
              }
              return wrong;
            });
    assertThat(report.wrong())
        .singleElement()
        .satisfies(wrong -> assertThat(wrong.operator()).isEqualTo("MatMul"))
        .satisfies(wrong -> assertThat(wrong.error()).isBetween(1e-4, 1e-2));
    assertThat(report.isRight(Precision.FLOAT32)).isFalse();
    assertThat(report.isRight(Precision.INT8)).isFalse();
    assertThat(report.lines()).singleElement().asString().contains("Do not use");
  }

  @Test
  void aSmallErrorOfRoundedConvolutionsIsFound() {
    ArithmeticReport report =
        withWrong(
            with("QLinearConv"),
            right -> {
              float[] wrong = right.clone();
              wrong[0] += 0.02f * largest(right);
              return wrong;
            });
    assertThat(report.wrong()).singleElement().isInstanceOf(WrongOperator.Inexact.class);
    assertThat(report.lines()).singleElement().asString().startsWith("QLinearConv of INT8");
  }

  @Test
  void numbersThatAreNotFiniteAreFound() {
    ArithmeticReport report =
        withWrong(
            with("Conv"),
            right -> {
              float[] wrong = right.clone();
              wrong[wrong.length / 2] = Float.NaN;
              return wrong;
            });
    assertThat(report.lines())
        .singleElement()
        .asString()
        .startsWith("Conv of FLOAT32 gives numbers that are not finite");
  }

  @Test
  void missingNumbersAreFound() {
    ArithmeticReport report =
        withWrong(with("Gather"), right -> Arrays.copyOf(right, right.length - 1));
    assertThat(report.wrong()).extracting(WrongOperator::operator).containsExactly("Gather");
  }

  @Test
  void anOperatorThatFailsIsNamedAndTheOthersAreChecked() {
    ArithmeticReport report =
        ArithmeticCheck.run(
            (graph, inputs) -> {
              if (graph.operators().contains("Attention")) {
                throw new IllegalStateException("no kernel");
              }
              return ArithmeticCheck.onSession(graph, inputs);
            },
            "Library 1.2.3");
    assertThat(report.wrong())
        .singleElement()
        .isInstanceOf(WrongOperator.Failed.class)
        .satisfies(wrong -> assertThat(wrong.fault()).contains("fails", "no kernel"));
    assertThat(report.operators()).isEqualTo(ArithmeticCheck.run().operators());
  }

  @Test
  void aRunnerThatIsWrongEverywhereGivesOneLineForEachKind() {
    ArithmeticReport report = withWrong(graph -> true, right -> new float[right.length]);
    assertThat(report.lines()).doesNotHaveDuplicates().hasSizeGreaterThan(25);
    assertThat(report.wrong())
        .allSatisfy(wrong -> assertThat(wrong.error()).isEqualTo(1))
        .extracting(WrongOperator::operator)
        .doesNotHaveDuplicates();
  }
}
