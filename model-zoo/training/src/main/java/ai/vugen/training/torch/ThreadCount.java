package ai.vugen.training.torch;

import org.bytedeco.openblas.presets.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;

/** A stretch of work in which an operation uses a number of threads. */
final class ThreadCount implements AutoCloseable {
  private final int before = torch.get_num_threads();
  private final int beforeOfProducts = openblas_nolapack.blas_get_num_threads();

  ThreadCount(int count) {
    set(count, count);
  }

  /** Sets the number of threads of an operation, and of a matrix product by OpenBLAS, for good. */
  static void set(int count, int ofProducts) {
    torch.set_num_threads(count);
    openblas_nolapack.blas_set_num_threads(ofProducts);
  }

  @Override
  public void close() {
    set(before, beforeOfProducts);
  }
}
