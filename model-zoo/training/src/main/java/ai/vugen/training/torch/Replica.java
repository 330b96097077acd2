package ai.vugen.training.torch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** Weights as one thread of a step sees them: numbers shared, gradients apart. */
final class Replica implements Leaves {
  private final TorchWeights original;
  private final TorchWeights weights;
  private final Map<Parameter, Tensor> leaves = new HashMap<>();

  Replica(TorchWeights original) {
    this.original = original;
    weights = original.with(this);
  }

  /** Returns the weights to build networks with. */
  TorchWeights weights() {
    return weights;
  }

  @Override
  public Tensor of(Parameter parameter) {
    Tensor leaf = leaves.get(parameter);
    if (leaf == null) {
      leaf = parameter.master().detach();
      leaf.retainReference();
      leaves.put(parameter, leaf);
    }
    leaf.set_requires_grad(parameter.trained());
    return leaf;
  }

  /** Adds the gradients gathered here to those of the original, and forgets them. */
  void giveGradients() {
    List<Tensor> sums = new ArrayList<>();
    List<Tensor> more = new ArrayList<>();
    for (Parameter parameter : original.trained()) {
      Tensor leaf = leaves.get(parameter);
      if (leaf == null || !leaf.grad().defined()) {
        continue;
      }
      if (parameter.gradient().defined()) {
        sums.add(parameter.gradient());
        more.add(leaf.grad());
      } else {
        parameter.master().mutable_grad().put(leaf.grad());
      }
    }
    if (!sums.isEmpty()) {
      ListOperator.addAll(sums, more);
    }
    forgetGradients();
  }

  void forgetGradients() {
    leaves.values().forEach(leaf -> leaf.mutable_grad().reset());
  }

  void release() {
    forgetGradients();
    leaves.values().forEach(Tensor::releaseReference);
    leaves.clear();
    weights.newStep();
  }
}
