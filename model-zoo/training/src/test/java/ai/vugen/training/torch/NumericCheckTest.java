package ai.vugen.training.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.RuntimeFailureException;
import ai.vugen.training.torch.Finding.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Feeds the check kernels that are wrong on purpose. */
class NumericCheckTest {
  private static final UnaryOperator<Tensor> TOO_LARGE = x -> x.mul(new Scalar(1.4));

  /** Kernels that are right on any processor, for others to spoil. */
  private static class RightKernels implements Kernels {
    private final Kernels right;

    RightKernels(ComputeType precision) {
      right = CheckedKernels.of(precision);
    }

    @Override
    public Tensor product(Tensor a, Tensor b) {
      return right.product(a, b);
    }

    @Override
    public Tensor linear(Tensor x, Tensor weight, TensorOptional bias) {
      return right.linear(x, weight, bias);
    }

    @Override
    public Tensor convolution(
        Tensor x, Tensor weight, TensorOptional bias, int stride, int padding) {
      return right.convolution(x, weight, bias, stride, padding);
    }

    @Override
    public Tensor attention(Tensor queries, Tensor keys, Tensor values, double scale) {
      return right.attention(queries, keys, values, scale);
    }
  }

  /** Convolutions that are spoilt where they have a number of channels to compute. */
  private static final class WrongConvolutions extends RightKernels {
    private final long channels;
    private final UnaryOperator<Tensor> spoilt;

    WrongConvolutions(ComputeType precision, long channels, UnaryOperator<Tensor> spoilt) {
      super(precision);
      this.channels = channels;
      this.spoilt = spoilt;
    }

    @Override
    public Tensor convolution(
        Tensor x, Tensor weight, TensorOptional bias, int stride, int padding) {
      Tensor map = super.convolution(x, weight, bias, stride, padding);
      return weight.size(0) == channels ? spoilt.apply(map) : map;
    }
  }

  private final List<Finding> findings = new ArrayList<>();

  private CheckedKernels of(ComputeType precision, Kernels library) {
    return new CheckedKernels(precision, library, List.of(), this::remember);
  }

  private void remember(Collection<Finding> all) {
    findings.clear();
    findings.addAll(all);
  }

  private Finding found(String operation) {
    return findings.stream().filter(f -> f.operation().equals(operation)).findFirst().orElseThrow();
  }

  /** The error of checked kernels in one shape of convolutions. */
  private static double error(Kernels kernels, ComputeType precision, ConvolutionShape shape) {
    return Probe.convolution(1, shape)
        .error(kernels, precision, new ComposedKernels(CheckedKernels.of(ComputeType.FP64)));
  }

  @ParameterizedTest
  @EnumSource
  void rightKernelsStay(ComputeType precision) {
    of(precision, new RightKernels(precision)).check();
    assertThat(findings).hasSize(3).allMatch(finding -> finding.isRight(precision));
    assertThat(found("convolutions").method()).isEqualTo(Method.NATIVE);
    assertThat(found("matrix products").method()).isEqualTo(Method.NATIVE);
  }

  @ParameterizedTest
  @EnumSource(names = {"BF16", "FP32"})
  void aWrongConvolutionIsNamedAndComputedAsProducts(ComputeType precision) {
    CheckedKernels kernels = of(precision, new WrongConvolutions(precision, 24, TOO_LARGE));
    kernels.convolutions();
    Finding finding = found("convolutions");
    assertThat(finding.method()).isEqualTo(Method.COMPOSED);
    assertThat(finding.text(precision))
        .contains(
            "convolutions in " + precision.title() + " wrongly on " + Processor.current().title(),
            "in convolution 20→24, kernel 1×1, stride 1, padding 0, on 7×7 (threads: 1)",
            "It is computed as matrix products instead.");
    assertThat(error(kernels, precision, ConvolutionShape.square(20, 24, 3, 1, 1, 9)))
        .isLessThan(precision.tolerance());
  }

  @Test
  void numbersThatAreNoneAreFound() {
    UnaryOperator<Tensor> none = map -> map.div(new Scalar(0)).mul(new Scalar(0));
    of(ComputeType.FP32, new WrongConvolutions(ComputeType.FP32, 50, none)).convolutions();
    assertThat(found("convolutions").error()).isNaN();
    assertThat(found("convolutions").method()).isEqualTo(Method.COMPOSED);
  }

  @Test
  void oneWrongNumberAmongThousandsIsFound() {
    UnaryOperator<Tensor> onePixel =
        map -> {
          Tensor copy = map.clone();
          copy.detach().reshape(-1).narrow(0, 5, 1).add_(new Scalar(10));
          return copy;
        };
    of(ComputeType.BF16, new WrongConvolutions(ComputeType.BF16, 33, onePixel)).convolutions();
    assertThat(found("convolutions").worst()).contains("→33");
    assertThat(found("convolutions").method()).isEqualTo(Method.COMPOSED);
  }

  @Test
  void aWrongGradientUnderARightResultIsFound() {
    UnaryOperator<Tensor> turned = map -> map.detach().mul(new Scalar(2)).sub(map);
    of(ComputeType.FP32, new WrongConvolutions(ComputeType.FP32, 17, turned)).convolutions();
    assertThat(found("convolutions").worst()).contains("1→17");
    assertThat(found("convolutions").method()).isEqualTo(Method.COMPOSED);
  }

  @Test
  void aShapeThatIsWrongAloneIsReplacedWhenItIsMet() {
    ComputeType precision = ComputeType.FP32;
    CheckedKernels kernels = of(precision, new WrongConvolutions(precision, 7, TOO_LARGE));
    kernels.convolutions();
    assertThat(found("convolutions").method()).isEqualTo(Method.NATIVE);
    ConvolutionShape shape = ConvolutionShape.square(5, 7, 3, 1, 1, 8);
    assertThat(error(kernels, precision, shape)).isLessThan(precision.tolerance());
    assertThat(found(shape.toString()).method()).isEqualTo(Method.COMPOSED);
    assertThat(found(shape.toString()).text(precision)).contains("5→7");
  }

  @Test
  void wrongProductsAreComputedInTheNextPrecision() {
    for (ComputeType precision : List.of(ComputeType.BF16, ComputeType.FP32)) {
      Kernels wrong =
          new RightKernels(precision) {
            @Override
            public Tensor linear(Tensor x, Tensor weight, TensorOptional bias) {
              Tensor y = super.linear(x, weight, bias);
              return weight.size(0) == 33 ? TOO_LARGE.apply(y) : y;
            }
          };
      CheckedKernels kernels = of(precision, wrong);
      kernels.products();
      String wider = precision.wider().orElseThrow().title();
      assertThat(found("matrix products").method()).isEqualTo(Method.WIDER);
      assertThat(found("matrix products").text(precision))
          .contains("a linear layer 1×65 by 65×33", "It is computed in " + wider + " instead.");
      for (Probe probe : Probe.products(1, 2, 65, 33)) {
        double error =
            probe.error(
                kernels, precision, new ComposedKernels(CheckedKernels.of(ComputeType.FP64)));
        assertThat(error).isLessThan(precision.tolerance());
      }
    }
  }

  @Test
  void wrongAttentionIsComputedAsProducts() {
    Kernels wrong =
        new RightKernels(ComputeType.FP32) {
          @Override
          public Tensor attention(Tensor queries, Tensor keys, Tensor values, double scale) {
            return super.attention(queries, keys, values, 1.4 * scale);
          }
        };
    of(ComputeType.FP32, wrong).attention();
    assertThat(found("attention").method()).isEqualTo(Method.COMPOSED);
    assertThat(found("attention").text(ComputeType.FP32)).contains("attention of 3 to 5 tokens");
  }

  @Test
  void aPrecisionThatNoWayIsRightInIsRefused() {
    Kernels wrong =
        new RightKernels(ComputeType.FP64) {
          @Override
          public Tensor product(Tensor a, Tensor b) {
            return TOO_LARGE.apply(super.product(a, b));
          }
        };
    assertThatThrownBy(() -> of(ComputeType.FP64, wrong).check())
        .isInstanceOf(RuntimeFailureException.class)
        .hasMessageContaining("matrix products in float64 wrongly")
        .hasMessageContaining(Processor.current().title())
        .hasMessageContaining("OPENBLAS_CORETYPE=Haswell");
  }

  @Test
  void whatWasFoundOutIsNotFoundOutAgain(@TempDir Path folder) {
    ComputeType precision = ComputeType.FP32;
    FindingsFile file = new FindingsFile(folder.resolve("numeric-check").resolve("float32"));
    Kernels library = new WrongConvolutions(precision, 24, TOO_LARGE);
    new CheckedKernels(precision, library, file.read(), file::write).check();
    List<Finding> known = file.read();
    assertThat(known).hasSize(3);
    CheckedKernels again =
        new CheckedKernels(
            precision,
            library,
            known,
            all -> {
              throw new AssertionError("checked again: " + all);
            });
    again.check();
    ConvolutionShape shape = ConvolutionShape.square(20, 24, 3, 1, 1, 9);
    assertThat(error(again, precision, shape)).isLessThan(precision.tolerance());
  }

  @Test
  void aDamagedMemoryIsNoMemory(@TempDir Path folder) throws Exception {
    Path path = folder.resolve("float32");
    FindingsFile file = new FindingsFile(path);
    assertThat(file.read()).isEmpty();
    Finding finding = new Finding("convolutions", Double.NaN, "one of them", Method.COMPOSED);
    file.write(List.of(finding));
    assertThat(file.read()).containsExactly(finding);
    Files.writeString(path, finding.line().substring(0, 20));
    assertThat(file.read()).isEmpty();
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(path); // nothing temporary is left
    }
  }

  @Test
  void processorsAreToldApart() {
    String zen5 =
        "processor\t: 0\nvendor_id\t: AuthenticAMD\ncpu family\t: 26\nmodel\t\t: 2\n"
            + "model name\t: AMD EPYC\nflags\t\t: fpu avx512_bf16\n\nprocessor\t: 1\nmodel\t: 3\n";
    Processor processor = Processor.of(zen5);
    assertThat(processor.title()).isEqualTo("AMD EPYC (family 26, model 2)");
    assertThat(Processor.of(zen5.replace("processor\t: 1", "processor\t: 2"))).isEqualTo(processor);
    assertThat(Processor.of(zen5.replace("avx512_bf16", "avx2")).identity())
        .isNotEqualTo(processor.identity());
  }
}
