package ai.vugen.training.torch;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * One step of NorMuon: the momentum of a matrix is made orthogonal by Newton–Schulz iterations, so
 * that every direction moves equally far, and each row is divided by the running size of its own
 * steps (Jordan et al., "Muon"; Li et al., "NorMuon").
 *
 * <p>A step has the root mean square that a step of AdamW at the same learning rate typically has,
 * so rates and weight decay carry over (Liu et al., "Muon is scalable for LLM training").
 */
final class NorMuon {
  /** Decay of the momentum, which Muon's iterations need to be longer than Adam's. */
  static final double MOMENTUM = 0.95;

  /** Root mean square of a typical step of AdamW at learning rate 1. */
  static final double STEP_SIZE = 0.2;

  private static final int ITERATIONS = 5;

  /** Coefficients of the quintic that pushes all singular values towards 1 the fastest. */
  private static final double[] QUINTIC = {3.4445, -4.7750, 2.0315};

  private static final double EPSILON = 1e-7;

  private final Optimizer.Settings settings;
  private final double rate;
  private final double divisor;

  /**
   * A step.
   *
   * @param divisor what gradients are divided by first
   */
  NorMuon(Optimizer.Settings settings, double rate, double divisor) {
    this.settings = settings;
    this.rate = rate;
    this.divisor = divisor;
  }

  /**
   * Returns what is remembered of a matrix at first: its momentum, a size for every row, no steps.
   */
  static Optimizer.Moments moments(Parameter matrix) {
    Tensor momentum = torch.zeros_like(matrix.master());
    return new Optimizer.Moments(
            momentum,
            momentum.narrow(1, 0, 1).contiguous(), // [rows, 1]
            matrix.backend().number(0))
        .retain();
  }

  /** Changes matrices, given with what is remembered of them, each by itself on some thread. */
  void update(Map<Parameter, Optimizer.Moments> matrices, Executor threads) {
    CompletableFuture<?>[] updates =
        matrices.entrySet().stream()
            .map(each -> CompletableFuture.runAsync(() -> update(each), threads))
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(updates).join();
  }

  private void update(Map.Entry<Parameter, Optimizer.Moments> matrix) {
    try (TorchScope scope = new TorchScope();
        NoGradient update = new NoGradient()) {
      update(matrix.getKey(), matrix.getValue());
    }
  }

  private void update(Parameter matrix, Optimizer.Moments moments) {
    moments.step().add_(new Scalar(1));
    Tensor gradient = matrix.gradient().div(new Scalar(divisor));
    moments.first().lerp_(gradient, new Scalar(1 - MOMENTUM));
    Tensor ahead = gradient.lerp(moments.first(), new Scalar(MOMENTUM)); // Nesterov
    Tensor step = orthogonal(ahead, matrix.backend());
    Tensor size = step.square().mean(new long[] {1}, true, TorchTensor.SAME_TYPE); // [rows, 1]
    moments.second().lerp_(size, new Scalar(1 - settings.beta2()));
    Tensor even = step.div(moments.second().sqrt().add(new Scalar(EPSILON)));
    double norm = even.norm().item_double();
    double length = STEP_SIZE * rate * Math.sqrt(matrix.count()) / Math.max(norm, EPSILON);
    Tensor master = matrix.master();
    master.mul_(new Scalar(1 - rate * settings.weightDecay()));
    master.sub_(even, new Scalar(length));
  }

  /** Returns the nearest matrix, roughly, whose singular values are all about 1, in float32. */
  static Tensor orthogonal(Tensor matrix, TorchBackend backend) {
    ComputeType precision = backend.precision();
    Products products = backend.kernels(precision);
    boolean tall = matrix.size(0) > matrix.size(1);
    Tensor x = tall ? matrix.t() : matrix;
    x = x.div(x.norm().add(new Scalar(EPSILON))).to(precision.scalarType());
    for (int i = 0; i < ITERATIONS; i++) {
      Tensor square = products.product(x, x.t());
      Tensor factor =
          square
              .mul(new Scalar(QUINTIC[1]))
              .add(products.product(square, square), new Scalar(QUINTIC[2]));
      x = x.mul(new Scalar(QUINTIC[0])).add(products.product(factor, x));
    }
    return (tall ? x.t() : x).to(matrix.scalar_type());
  }
}
