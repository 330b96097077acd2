package ai.vugen.training.torch;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Numbers from Java arrays to tensors and back; an empty tensor has no memory. */
final class HostMemory {
  private HostMemory() {}

  static Tensor of(float[] values, long... sizes) {
    Tensor tensor = empty(ScalarType.Float, sizes);
    if (values.length > 0) {
      tensor.data_ptr_float().put(values);
    }
    return tensor;
  }

  static Tensor of(long[] values, long... sizes) {
    Tensor tensor = empty(ScalarType.Long, sizes);
    if (values.length > 0) {
      tensor.data_ptr_long().put(values);
    }
    return tensor;
  }

  static Tensor of(byte[] values, long... sizes) {
    Tensor tensor = empty(ScalarType.Byte, sizes);
    if (values.length > 0) {
      tensor.data_ptr_byte().put(values);
    }
    return tensor;
  }

  static Tensor empty(ScalarType type, long... sizes) {
    return torch.empty(sizes, new TensorOptions(type), new MemoryFormatOptional());
  }

  static float[] floats(Tensor tensor) {
    Tensor host = host(tensor, ScalarType.Float);
    float[] numbers = new float[Math.toIntExact(host.numel())];
    if (numbers.length > 0) {
      host.data_ptr_float().get(numbers);
    }
    return numbers;
  }

  static double[] doubles(Tensor tensor) {
    Tensor host = host(tensor, ScalarType.Double);
    double[] numbers = new double[Math.toIntExact(host.numel())];
    if (numbers.length > 0) {
      host.data_ptr_double().get(numbers);
    }
    return numbers;
  }

  static long[] longs(Tensor tensor) {
    Tensor host = host(tensor, ScalarType.Long);
    long[] numbers = new long[Math.toIntExact(host.numel())];
    if (numbers.length > 0) {
      host.data_ptr_long().get(numbers);
    }
    return numbers;
  }

  /**
   * Returns the float32 numbers of a tensor as bytes; a view of its memory where that is possible,
   * valid until the scope closes.
   */
  static ByteBuffer bytes(Tensor tensor) {
    Tensor host = host(tensor, ScalarType.Float);
    return new BytePointer(host.data_ptr()).capacity(host.nbytes()).asByteBuffer();
  }

  private static Tensor host(Tensor tensor, ScalarType type) {
    return tensor.detach().to(new Device("cpu"), type).contiguous();
  }
}
