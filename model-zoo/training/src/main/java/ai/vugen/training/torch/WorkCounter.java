package ai.vugen.training.torch;

import java.util.concurrent.atomic.LongAdder;
import org.bytedeco.pytorch.GradMode;

/**
 * Counts the floating-point operations of matrix products and convolutions, two for each
 * multiplication that is added up. Where gradients are recorded, the way back counts as twice the
 * way there.
 */
final class WorkCounter {
  private final LongAdder operations = new LongAdder();

  /** Counts products, one for each pair of a result and a term of its sum. */
  void products(long results, long terms) {
    operations.add(2 * results * terms * (GradMode.is_enabled() ? 3 : 1));
  }

  /** Returns the operations since the counter was made. */
  long operations() {
    return operations.sum();
  }
}
