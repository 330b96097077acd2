package ai.vugen.training.torch;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The AdamW optimizer (Loshchilov and Hutter, "Decoupled weight decay regularization") of the
 * trained parameters of some weights.
 *
 * <p>Biases, scales of norms and other vectors, embeddings, position tables and class tokens are
 * not decayed.
 */
public final class AdamW implements AutoCloseable {
  private static final Pattern TABLES =
      Pattern.compile("(embed_tokens\\.weight|pos_embed|cls_token|relative_bias_table)$");

  private final TorchWeights weights;
  private final Settings settings;
  private final Map<String, Moments> moments = new TreeMap<>();
  private long steps;

  /**
   * The numbers of the optimizer.
   *
   * @param rate the learning rate
   * @param beta1 decay of the first moment
   * @param beta2 decay of the second moment
   * @param epsilon added to the root of the second moment
   * @param weightDecay share of a parameter, times the learning rate, that a step takes off it
   * @param clipNorm gradients are scaled down together to this Euclidean norm; infinite for never
   */
  public record Settings(
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
  public AdamW(TorchWeights weights, Settings settings) {
    this.weights = weights;
    this.settings = settings;
  }

  /**
   * Changes the trained parameters by their gradients, then clears the gradients. Parameters
   * without a gradient stay as they are. If the gradients are not finite, nothing is changed, but
   * the step counts.
   *
   * @return the Euclidean norm of all gradients before they were clipped
   */
  public double step() {
    try (TorchScope scope = new TorchScope();
        NoGradient update = new NoGradient()) {
      List<Parameter> trained =
          weights.trained().stream().filter(p -> p.gradient().defined()).toList();
      double norm =
          trained.isEmpty()
              ? 0
              : ListOperator.norm(trained.stream().map(Parameter::gradient).toList());
      if (!trained.isEmpty() && Double.isFinite(norm)) {
        update(trained, norm);
      }
      trained.forEach(Parameter::clearGradient);
      steps++;
      return norm;
    }
  }

  private void update(List<Parameter> trained, double norm) {
    ListOperator.AdamWLists decayed = new ListOperator.AdamWLists();
    ListOperator.AdamWLists free = new ListOperator.AdamWLists();
    for (Parameter parameter : trained) {
      Moments known = moments.computeIfAbsent(parameter.name(), name -> Moments.of(parameter));
      ListOperator.AdamWLists lists = decays(parameter) ? decayed : free;
      lists.parameters.add(parameter.master());
      lists.gradients.add(parameter.gradient());
      lists.moments1.add(known.first);
      lists.moments2.add(known.second);
      lists.steps.add(known.step);
    }
    apply(decayed, settings.weightDecay(), norm);
    apply(free, 0, norm);
  }

  private void apply(ListOperator.AdamWLists lists, double weightDecay, double norm) {
    if (lists.parameters.isEmpty()) {
      return;
    }
    Tensor divisor = weights.backend().number(Math.max(1, norm / settings.clipNorm()));
    ListOperator.add(lists.steps, 1);
    ListOperator.adamW(lists, settings, rate(), weightDecay, divisor);
  }

  /** Whether weight decay is for a parameter. */
  static boolean decays(Parameter parameter) {
    return parameter.shape().rank() > 1 && !TABLES.matcher(parameter.name()).find();
  }

  /** The learning rate of the next step. */
  public double rate() {
    return settings.rate().at(steps);
  }

  /** The number of steps made. */
  public long steps() {
    return steps;
  }

  /** What is remembered, by the parameter's name. */
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
