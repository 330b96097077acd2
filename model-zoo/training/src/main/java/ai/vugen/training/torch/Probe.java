package ai.vugen.training.torch;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A small computation with made-up numbers, which shows how far kernels are off.
 *
 * @param title what is computed, with its sizes
 * @param threads of an operation
 * @param inputs the sizes of the inputs
 */
record Probe(String title, int threads, List<long[]> inputs, Computation computation) {
  private static final int SEED = 20;

  /** What is computed of the inputs. */
  interface Computation {
    Tensor of(Kernels kernels, List<Tensor> inputs);
  }

  /** {@code [m, k]} by {@code [k, n]}, as one matrix, as three of them and as a linear layer. */
  static List<Probe> products(int threads, long m, long k, long n) {
    String sizes = "%d×%d by %d×%d".formatted(m, k, k, n);
    return List.of(
        new Probe(
            "a product " + sizes,
            threads,
            List.of(new long[] {m, k}, new long[] {k, n}),
            (kernels, in) -> kernels.product(in.get(0), in.get(1))),
        new Probe(
            "three products " + sizes,
            threads,
            List.of(new long[] {3, m, k}, new long[] {3, k, n}),
            (kernels, in) -> kernels.product(in.get(0), in.get(1))),
        new Probe(
            "a linear layer " + sizes,
            threads,
            List.of(new long[] {m, k}, new long[] {n, k}, new long[] {n}),
            (kernels, in) -> kernels.linear(in.get(0), in.get(1), new TensorOptional(in.get(2)))));
  }

  static Probe convolution(int threads, ConvolutionShape shape) {
    return new Probe(
        shape.toString(),
        threads,
        List.of(shape.input(), shape.weight(), new long[] {shape.out()}),
        (kernels, in) ->
            kernels.convolution(
                in.get(0),
                in.get(1),
                new TensorOptional(in.get(2)),
                shape.stride(),
                shape.padding()));
  }

  static Probe attention(int threads, long heads, long queries, long keys, long width) {
    return new Probe(
        "attention of %d to %d tokens, %d wide".formatted(queries, keys, width),
        threads,
        List.of(
            new long[] {2, heads, queries, width},
            new long[] {2, heads, keys, width},
            new long[] {2, heads, keys, width}),
        (kernels, in) ->
            kernels.attention(in.get(0), in.get(1), in.get(2), 1 / Math.sqrt((double) width)));
  }

  /**
   * Returns the largest error of the result and of the gradients, each as a multiple of the root
   * mean square of what is right; NaN where a number is none.
   *
   * @param precision that the kernels compute in
   * @param reference what computes the same in float64
   */
  double error(Kernels kernels, ComputeType precision, Kernels reference) {
    boolean recording = GradMode.is_enabled();
    GradMode.set_enabled(true);
    try (TorchScope scope = new TorchScope();
        ThreadCount count = new ThreadCount(threads)) {
      List<Tensor> numbers = new ArrayList<>();
      for (long[] sizes : inputs) {
        numbers.add(normal(precision, SEED + numbers.size(), sizes));
      }
      List<Tensor> right = results(reference, ComputeType.FP64, precision, numbers);
      leaveDirtyMemory(right);
      return distance(results(kernels, precision, precision, numbers), right);
    } finally {
      GradMode.set_enabled(recording);
    }
  }

  /** Returns the result and the gradients of the inputs. */
  private List<Tensor> results(
      Kernels kernels, ComputeType computing, ComputeType rounded, List<Tensor> numbers) {
    List<Tensor> leaves = new ArrayList<>();
    for (Tensor each : numbers) {
      leaves.add(each.to(computing.scalarType()).detach().set_requires_grad(true));
    }
    Tensor result = computation.of(kernels, leaves);
    Tensor gradient = normal(rounded, SEED - 1, result.shape()).to(computing.scalarType());
    result.backward(gradient, new BoolOptional(), false, new TensorArrayRefOptional());
    List<Tensor> results = new ArrayList<>(List.of(result.detach()));
    leaves.forEach(leaf -> results.add(leaf.grad()));
    return results;
  }

  /** Numbers that a precision can hold. */
  private static Tensor normal(ComputeType precision, int seed, long... sizes) {
    return HostMemory.empty(ScalarType.Double, sizes)
        .normal_(0, 1, new GeneratorOptional(torch.make_generator_cpu(seed)))
        .to(precision.scalarType());
  }

  /** A kernel that reads memory which it should have set must not find zeros there. */
  private static void leaveDirtyMemory(List<Tensor> likeThese) {
    try (TorchScope freed = new TorchScope()) {
      for (Tensor each : likeThese) {
        for (ScalarType type : List.of(ScalarType.Float, ScalarType.BFloat16)) {
          each.to(type).fill_(new Scalar(Double.NaN));
        }
      }
    }
  }

  private static double distance(List<Tensor> results, List<Tensor> right) {
    double largest = 0;
    for (int i = 0; i < right.size(); i++) {
      Tensor wide = right.get(i);
      double size = wide.square().mean().sqrt().item_double();
      double error = results.get(i).to(ScalarType.Double).sub(wide).abs().max().item_double();
      largest = Math.max(largest, error / size); // NaN stays
    }
    return largest;
  }
}
