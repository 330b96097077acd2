package ai.vugen.training.torch;

import static ai.vugen.training.torch.Finding.Method.COMPOSED;
import static ai.vugen.training.torch.Finding.Method.NATIVE;
import static ai.vugen.training.torch.Finding.Method.WIDER;

import ai.vugen.training.torch.Finding.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kernels of one precision on this processor, each of which was compared with float64 before it
 * computes anything ({@link NumericCheck}).
 *
 * <p>Convolutions are checked twice: in shapes of many kinds at first, and each further shape when
 * it is met. A kernel that is wrong in one of the first is trusted with none.
 */
final class CheckedKernels implements Kernels {
  private static final Logger LOG = LoggerFactory.getLogger(CheckedKernels.class);
  private static final Map<ComputeType, CheckedKernels> OF_PROCESS =
      new EnumMap<>(ComputeType.class);
  private static final String PRODUCTS = "matrix products";
  private static final String CONVOLUTIONS = "convolutions";
  private static final String ATTENTION = "attention";

  private final ComputeType precision;
  private final NumericCheck check;
  private final Map<Method, Kernels> ways = new EnumMap<>(Method.class);
  private final Consumer<Collection<Finding>> memory;
  private final Map<String, Finding> findings = new ConcurrentHashMap<>();
  private final Map<ConvolutionShape, Kernels> shapes = new ConcurrentHashMap<>();

  /** Returns the kernels of a precision, the same ones in the whole process. */
  static synchronized CheckedKernels of(ComputeType precision) {
    CheckedKernels known = OF_PROCESS.get(precision);
    if (known == null) {
      FindingsFile file = FindingsFile.of(precision);
      known = new CheckedKernels(precision, new NativeKernels(), file.read(), file::write);
      OF_PROCESS.put(precision, known);
    }
    return known;
  }

  /**
   * Kernels to be checked.
   *
   * @param library what is tried first
   * @param known what was found out before
   * @param memory gets all findings whenever there is a new one
   */
  CheckedKernels(
      ComputeType precision,
      Kernels library,
      List<Finding> known,
      Consumer<Collection<Finding>> memory) {
    this.precision = precision;
    this.memory = memory;
    check = new NumericCheck(precision);
    ways.put(NATIVE, library);
    ways.put(COMPOSED, new ComposedKernels(this));
    precision.wider().ifPresent(wide -> ways.put(WIDER, new WiderKernels(of(wide), wide)));
    for (Finding each : known) {
      findings.put(each.operation(), each);
      warn(each);
    }
  }

  /** Checks what was not checked yet, but for shapes that nobody has used. */
  void check() {
    products();
    convolutions();
    attention();
  }

  @Override
  public Tensor product(Tensor a, Tensor b) {
    return products().product(a, b);
  }

  @Override
  public Tensor linear(Tensor x, Tensor weight, TensorOptional bias) {
    return products().linear(x, weight, bias);
  }

  @Override
  public Tensor convolution(Tensor x, Tensor weight, TensorOptional bias, int stride, int padding) {
    return shapes
        .computeIfAbsent(ConvolutionShape.of(x, weight, stride, padding), this::convolutions)
        .convolution(x, weight, bias, stride, padding);
  }

  @Override
  public Tensor attention(Tensor queries, Tensor keys, Tensor values, double scale) {
    return attention().attention(queries, keys, values, scale);
  }

  Kernels products() {
    return kernels(PRODUCTS, NumericCheck.PRODUCTS, NATIVE, WIDER);
  }

  Kernels convolutions() {
    return kernels(CONVOLUTIONS, NumericCheck.CONVOLUTIONS, NATIVE, COMPOSED, WIDER);
  }

  private Kernels convolutions(ConvolutionShape shape) {
    Kernels ofAll = convolutions();
    return ofAll == ways.get(NATIVE)
        ? kernels(
            shape.toString(),
            List.of(Probe.convolution(torch.get_num_threads(), shape)),
            NATIVE,
            COMPOSED,
            WIDER)
        : ofAll;
  }

  /** In bfloat16 plain products are faster on processors than libtorch's fused attention. */
  Kernels attention() {
    return precision == ComputeType.BF16
        ? kernels(ATTENTION, NumericCheck.ATTENTION, COMPOSED, WIDER)
        : kernels(ATTENTION, NumericCheck.ATTENTION, NATIVE, COMPOSED, WIDER);
  }

  private Kernels kernels(String operation, List<Probe> probes, Method... methods) {
    Finding known = findings.get(operation);
    Finding finding = known != null ? known : find(operation, probes, methods);
    return Objects.requireNonNull(ways.get(finding.method()));
  }

  private synchronized Finding find(String operation, List<Probe> probes, Method... methods) {
    Finding known = findings.get(operation);
    if (known != null) {
      return known; // by another thread
    }
    Map<Method, Kernels> candidates = new EnumMap<>(ways);
    candidates.keySet().retainAll(List.of(methods));
    Finding found = check.find(operation, probes, candidates, reference(operation));
    findings.put(operation, found);
    memory.accept(new ArrayList<>(findings.values()));
    warn(found);
    return found;
  }

  /** Products in float64, on which everything else is built, are compared with plain sums. */
  private Kernels reference(String operation) {
    boolean basis = precision == ComputeType.FP64 && operation.equals(PRODUCTS);
    return new ComposedKernels(basis ? new PlainSums() : of(ComputeType.FP64));
  }

  private void warn(Finding finding) {
    if (!finding.isRight(precision)) {
      LOG.warn(finding.text(precision));
    }
  }
}
