package ai.vugen.training.torch;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.ShapeException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Where and in which precision networks compute, and the maker of tensors from numbers.
 *
 * <p>ModelParts compute in the precision of their weights. Tensors made here from numbers are
 * float32 (float64 where that is the computing precision) and take on the computing precision where
 * they meet it.
 */
public final class TorchBackend {
  private final ComputeType precision;
  private final Device device;
  private final Map<Float, Tensor> scalars = new ConcurrentHashMap<>();
  private final Map<ComputeType, Kernels> kernels = new EnumMap<>(ComputeType.class);
  private final WorkCounter work = new WorkCounter();

  /**
   * A backend.
   *
   * @param precision the computing precision
   * @param device a libtorch device: {@code cpu}, {@code cuda}, {@code cuda:1}, {@code mps}
   * @throws InvalidRequestException if there is no such device
   */
  public TorchBackend(ComputeType precision, String device) {
    this.precision = precision;
    this.device = find(device);
    this.device.retainReference();
    for (ComputeType each : ComputeType.values()) {
      kernels.put(each, this.device.is_cpu() ? CheckedKernels.of(each) : new NativeKernels());
    }
    if (this.device.is_cpu()) {
      CheckedKernels.of(precision).check();
      CheckedKernels.of(wide()).check();
    }
  }

  private static Device find(String name) {
    Device device;
    try {
      device = new Device(name);
    } catch (RuntimeException e) {
      throw new InvalidRequestException(
          "libtorch knows no device \"" + name + "\"; write cpu, cuda, cuda:1 or mps", e);
    }
    if (device.is_cuda() && device.index() >= torch.cuda_device_count()) {
      throw new InvalidRequestException(
          "The device is to be \""
              + name
              + "\", but this libtorch finds "
              + torch.cuda_device_count()
              + " CUDA devices: build with -Pcuda on a machine that"
              + " has it, or leave the device out");
    }
    return device;
  }

  /** Returns a backend on the processor. */
  public static TorchBackend cpu(ComputeType precision) {
    return new TorchBackend(precision, "cpu");
  }

  /**
   * Sets the number of threads that one operation uses, for the whole process. Threads of one
   * operation wait for each other by spinning; where other work wants the processor too, {@link
   * DataParallel} with one thread an operation is many times faster.
   */
  public static void threads(int count) {
    ThreadCount.set(count, count);
  }

  /** Returns the computing precision. */
  public ComputeType precision() {
    return precision;
  }

  /**
   * Floating-point operations of all matrix products and convolutions so far, with their gradients
   * where those are recorded.
   */
  public long operations() {
    return work.operations();
  }

  /** Returns what operations in a precision are computed by. */
  Kernels kernels(ComputeType used) {
    return Objects.requireNonNull(kernels.get(used));
  }

  WorkCounter work() {
    return work;
  }

  /** Returns the precision of masters, inputs, constants and losses. */
  ComputeType wide() {
    return precision == ComputeType.FP64 ? ComputeType.FP64 : ComputeType.FP32;
  }

  /** Real numbers, in the order of the shape. */
  public TorchTensor real(float[] values, long... sizes) {
    return new TorchTensor(this, upload(values, sizes), Shape.of(sizes), wide());
  }

  /** Indices, in the order of the shape. */
  public TorchTensor indices(long[] values, long... sizes) {
    checkCount(values.length, sizes);
    return TorchTensor.indices(this, onDevice(HostMemory.of(values, sizes)), Shape.of(sizes));
  }

  /**
   * Images of interleaved RGB bytes as pixels in [-1, 1].
   *
   * @param rgb {@code [count, height, width, 3]}
   * @return {@code [count, 3, height, width]}
   */
  public TorchTensor images(byte[] rgb, int count, int height, int width) {
    long[] sizes = {count, height, width, 3};
    checkCount(rgb.length, sizes);
    Tensor pixels =
        onDevice(HostMemory.of(rgb, sizes))
            .permute(0, 3, 1, 2)
            .contiguous()
            .to(wide().scalarType())
            .mul_(new Scalar(2.0 / 255))
            .sub_(new Scalar(1.0));
    return new TorchTensor(this, pixels, Shape.of(count, 3, height, width), wide());
  }

  /** Independent standard normal numbers, the same for the same seed on the same device. */
  public TorchTensor normal(long seed, long... sizes) {
    Generator generator = torch.make_generator_cpu(seed);
    Tensor host =
        HostMemory.empty(wide().scalarType(), sizes)
            .normal_(0, 1, new GeneratorOptional(generator));
    return new TorchTensor(this, onDevice(host), Shape.of(sizes), wide());
  }

  /**
   * Returns the tensor of a scalar, made once. It stays on the host: operations take it from there.
   */
  Tensor scalar(float value) {
    return scalars.computeIfAbsent(
        value,
        v -> {
          Tensor made = torch.scalar_tensor(new Scalar((double) v), options(wide().scalarType()));
          made.retainReference();
          return made;
        });
  }

  /** Returns a fresh float32 number on the device. */
  Tensor number(double value) {
    return onDevice(torch.scalar_tensor(new Scalar(value), options(ScalarType.Float)));
  }

  /** Real numbers in the wide precision on the device. */
  Tensor upload(float[] values, long... sizes) {
    checkCount(values.length, sizes);
    return onDevice(HostMemory.of(values, sizes)).to(wide().scalarType());
  }

  private Tensor onDevice(Tensor host) {
    return device.is_cpu() ? host : host.to(device, host.scalar_type());
  }

  private static TensorOptions options(ScalarType type) {
    return new TensorOptions(type);
  }

  private static void checkCount(int count, long[] sizes) {
    long expected = 1;
    for (long size : sizes) {
      expected = Math.multiplyExact(expected, size);
    }
    if (count != expected) {
      throw new ShapeException(count + " values do not fill a tensor of " + Shape.of(sizes));
    }
  }
}
