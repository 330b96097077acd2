package ai.vugen.training.torch;

import ai.vugen.tensor.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The optimizer of the trained parameters of some weights: AdamW (Loshchilov and Hutter, "Decoupled
 * weight decay regularization"), and {@link NorMuon} for the matrices of layers where that is set.
 *
 * <p>What is decayed is said by the role of a parameter: matrices of linear layers and windows of
 * convolutions are, but biases, scales, embeddings, position tables and class tokens are not.
 */
public final class Optimizer implements AutoCloseable {
  private final TorchWeights weights;
  private final Settings settings;
  private final Map<String, Moments> moments = new TreeMap<>();
  private long steps;

  /** Which rule changes the matrices of transformer layers. */
  public enum MatrixRule {
    /** The one that changes everything else. */
    ADAMW,
    /** Steps of equal size in every direction of a matrix. */
    NORMUON
  }

  /**
   * The numbers of the optimizer.
   *
   * @param matrices the rule for the matrices of transformer layers
   * @param rate the learning rate
   * @param beta1 decay of the first moment
   * @param beta2 decay of the second moment
   * @param epsilon added to the root of the second moment
   * @param weightDecay share of a parameter, times the learning rate, that a step takes off it
   * @param clipNorm gradients are scaled down together to this Euclidean norm; infinite for never
   */
  public record Settings(
      MatrixRule matrices,
      LearningRate rate,
      double beta1,
      double beta2,
      double epsilon,
      double weightDecay,
      double clipNorm) {}

  /** What the optimizer remembers of one parameter; the step counts the parameter's updates. */
  record Moments(Tensor first, Tensor second, Tensor step) {
    static Moments of(Parameter parameter) {
      return new Moments(
              torch.zeros_like(parameter.master()),
              torch.zeros_like(parameter.master()),
              parameter.backend().number(0))
          .retain();
    }

    Moments retain() {
      first.retainReference();
      second.retainReference();
      step.retainReference();
      return this;
    }

    void release() {
      first.releaseReference();
      second.releaseReference();
      step.releaseReference();
    }
  }

  /** An optimizer that has not stepped yet. */
  public Optimizer(TorchWeights weights, Settings settings) {
    this.weights = weights;
    this.settings = settings;
  }

  /** Makes a step on this thread alone. */
  public double step() {
    return step(Runnable::run);
  }

  /**
   * Changes the trained parameters by their gradients, then clears the gradients. Parameters
   * without a gradient stay as they are. If the gradients are not finite, nothing is changed, but
   * the step counts.
   *
   * @param threads where matrices may be changed side by side; the result does not depend on them
   * @return the Euclidean norm of all gradients before they were clipped
   */
  public double step(Executor threads) {
    try (TorchScope scope = new TorchScope();
        NoGradient update = new NoGradient()) {
      List<Parameter> trained =
          weights.trained().stream().filter(p -> p.gradient().defined()).toList();
      double norm =
          trained.isEmpty()
              ? 0
              : ListOperator.norm(trained.stream().map(Parameter::gradient).toList());
      if (!trained.isEmpty() && Double.isFinite(norm)) {
        update(trained, norm, threads);
      }
      trained.forEach(Parameter::clearGradient);
      steps++;
      return norm;
    }
  }

  private void update(List<Parameter> trained, double norm, Executor threads) {
    double divisor = Math.max(1, norm / settings.clipNorm());
    Map<Parameter, Moments> matrices = new LinkedHashMap<>();
    for (Parameter parameter : trained) {
      if (isLayerMatrix(parameter)) {
        matrices.put(
            parameter,
            moments.computeIfAbsent(parameter.name(), name -> NorMuon.moments(parameter)));
      }
    }
    if (!matrices.isEmpty()) {
      new NorMuon(settings, rate(), divisor).update(matrices, threads);
    }
    updateRest(trained.stream().filter(p -> !isLayerMatrix(p)).toList(), divisor);
  }

  private boolean isLayerMatrix(Parameter parameter) {
    return settings.matrices() == MatrixRule.NORMUON && parameter.role().isBlockMatrix();
  }

  private void updateRest(List<Parameter> trained, double divisor) {
    ListOperator.AdamWLists decayed = new ListOperator.AdamWLists();
    ListOperator.AdamWLists free = new ListOperator.AdamWLists();
    for (Parameter parameter : trained) {
      Moments known = moments.computeIfAbsent(parameter.name(), name -> Moments.of(parameter));
      ListOperator.AdamWLists lists = decays(parameter.role()) ? decayed : free;
      lists.parameters.add(parameter.master());
      lists.gradients.add(parameter.gradient());
      lists.moments1.add(known.first);
      lists.moments2.add(known.second);
      lists.steps.add(known.step);
    }
    apply(decayed, settings.weightDecay(), divisor);
    apply(free, 0, divisor);
  }

  private void apply(ListOperator.AdamWLists lists, double weightDecay, double divisor) {
    if (lists.parameters.isEmpty()) {
      return;
    }
    ListOperator.add(lists.steps, 1);
    ListOperator.adamW(lists, settings, rate(), weightDecay, weights.backend().number(divisor));
  }

  /** Returns whether weight decay is for parameters of a role. */
  public static boolean decays(Role role) {
    return switch (role.use()) {
      case MATRIX, WINDOW -> true;
      case BIAS, GAIN, SCALE, TABLE, EMBEDDING, RELATIVE_BIAS, MEAN, DEVIATION, OTHER -> false;
    };
  }

  /** Returns the learning rate of the next step. */
  public double rate() {
    return settings.rate().at(steps);
  }

  /** Returns the number of steps made. */
  public long steps() {
    return steps;
  }

  /** Returns what is remembered, by the parameter's name. */
  Map<String, Moments> moments() {
    return moments;
  }

  /** Goes on from another optimizer's state. */
  void restore(long madeSteps, Map<String, Moments> remembered) {
    close();
    moments.putAll(remembered);
    steps = madeSteps;
  }

  @Override
  public void close() {
    moments.values().forEach(Moments::release);
    moments.clear();
  }
}
