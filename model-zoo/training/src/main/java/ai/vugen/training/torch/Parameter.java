package ai.vugen.training.torch;

import ai.vugen.tensor.Role;
import ai.vugen.tensor.Shape;
import org.bytedeco.pytorch.Tensor;

/** A named parameter: the float32 master that the optimizer changes, and its gradient. */
final class Parameter {
  private final TorchBackend backend;
  private final String name;
  private final Shape shape;
  private final Tensor master;
  private Role role;

  /** Keeps the values as the master. */
  Parameter(TorchBackend backend, String name, Shape shape, Role role, Tensor values) {
    this.role = role;
    this.backend = backend;
    this.name = name;
    this.shape = shape;
    master = values;
    master.retainReference();
  }

  TorchBackend backend() {
    return backend;
  }

  String name() {
    return name;
  }

  Shape shape() {
    return shape;
  }

  /** Returns what the network that asked last uses it for. */
  Role role() {
    return role;
  }

  void use(Role asked) {
    role = asked;
  }

  long count() {
    return shape.elements().size();
  }

  Tensor master() {
    return master;
  }

  /** Returns the gradient gathered since {@link #clearGradient()}; undefined if there is none. */
  Tensor gradient() {
    return master.grad();
  }

  void clearGradient() {
    master.mutable_grad().reset();
  }

  boolean trained() {
    return master.requires_grad();
  }

  void train(boolean trained) {
    master.set_requires_grad(trained);
    if (!trained) {
      clearGradient();
    }
  }

  /**
   * Returns the parameter in a precision, by way of the master or a tensor that shares its memory.
   */
  TorchTensor in(ComputeType precision, Tensor leaf) {
    return new TorchTensor(backend, leaf.to(precision.scalarType()), shape, precision);
  }

  void release() {
    clearGradient();
    master.releaseReference();
  }
}
