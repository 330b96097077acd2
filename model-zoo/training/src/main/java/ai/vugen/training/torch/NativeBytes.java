package ai.vugen.training.torch;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The memory of a tensor as bytes. */
final class NativeBytes {
  private NativeBytes() {}

  /**
   * The float32 numbers of a tensor in order; a view of its memory where that is possible, valid
   * until the scope closes.
   */
  static ByteBuffer of(Tensor tensor) {
    Tensor host = tensor.detach().cpu().to(ScalarType.Float).contiguous();
    return new BytePointer(host.data_ptr()).capacity(host.nbytes()).asByteBuffer();
  }

  static long[] sizes(Tensor tensor) {
    return tensor.shape();
  }
}
