package ai.vugen.training.torch;

import org.bytedeco.pytorch.Tensor;

/** The tensors that stand for parameters and gather their gradients. */
@FunctionalInterface
interface Leaves {
  /** The masters themselves. */
  Leaves MASTERS = Parameter::master;

  /** Returns the tensor that stands for a parameter. */
  Tensor of(Parameter parameter);
}
