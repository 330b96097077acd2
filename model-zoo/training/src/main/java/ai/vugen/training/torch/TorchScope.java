package ai.vugen.training.torch;

import org.bytedeco.javacpp.PointerScope;

/**
 * A stretch of work whose tensors are released together: everything made by the thread while the
 * scope is open is freed when it closes, but for what was {@linkplain TorchTensor#retain()
 * retained}.
 *
 * <p>One training step runs in one scope:
 *
 * <pre>{@code
 * try (TorchScope step = new TorchScope()) {
 *   weights.newStep();
 *   ...
 * }
 * }</pre>
 */
public final class TorchScope implements AutoCloseable {
  private final PointerScope scope = new PointerScope();

  /** Opens a scope on this thread. */
  public TorchScope() {}

  @Override
  public void close() {
    scope.close();
  }
}
