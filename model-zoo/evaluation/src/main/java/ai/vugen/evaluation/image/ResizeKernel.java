package ai.vugen.evaluation.image;

import ai.vugen.error.Arguments;
import ai.vugen.image.ResizeFilter;

/**
 * The ways in which tools resize images for the Inception network; the choice changes a Fréchet
 * distance by more than most improvements do. Source: Parmar et al. 2022, "On Aliased Resizing and
 * Surprising Subtleties in GAN Evaluation".
 *
 * <p>All compute in double and do not round to bytes; the tools compute in float and differ from it
 * by less than 1e-3 on the scale of bytes.
 */
public enum ResizeKernel {
  /** pytorch-fid: bilinear, centres aligned, not anti-aliased; the result is in [0, 1]. */
  PYTORCH_FID {
    @Override
    AxisTaps taps(int source, int target) {
      return AxisTaps.centred(source, target);
    }

    @Override
    double output(double interpolated) {
      return interpolated / 255;
    }

    @Override
    double input(double resized) {
      return 2 * resized - 1;
    }
  },
  /** torch-fidelity, after TensorFlow 1: bilinear, first pixels aligned, not anti-aliased. */
  TORCH_FIDELITY {
    @Override
    AxisTaps taps(int source, int target) {
      return AxisTaps.cornered(source, target);
    }
  },
  /** clean-fid: bicubic with a = -0.5, anti-aliased, cut to [0, 255]. */
  CLEAN_FID {
    @Override
    AxisTaps taps(int source, int target) {
      return AxisTaps.antialiased(source, target, ResizeFilter.BICUBIC::weight, 2);
    }

    @Override
    double output(double interpolated) {
      return Math.max(0, Math.min(255, interpolated));
    }
  },
  /** torchmetrics: bilinear, anti-aliased. */
  TORCHMETRICS {
    @Override
    AxisTaps taps(int source, int target) {
      return AxisTaps.antialiased(source, target, ResizeFilter.BILINEAR::weight, 1);
    }
  };

  /**
   * Resizes images.
   *
   * @param images [images, channels, height, width] with values in [0, 255]
   * @param height rows of the result, 1 or more
   * @param width columns of the result, 1 or more
   * @return [images, channels, height, width], in [0, 1] for {@link #PYTORCH_FID} and in [0, 255]
   *     for the others
   * @throws ai.vugen.error.InvalidRequestException if a value or a size is out of range
   */
  public ImagePlanes resize(ImagePlanes images, int height, int width) {
    Arguments.require(
        height >= 1 && width >= 1, "size to resize to", width + " x " + height, "1 x 1 or more");
    double[] source = images.values();
    requireBytes(source);
    AxisTaps rows = taps(images.height(), height);
    AxisTaps columns = taps(images.width(), width);
    int planes = images.images() * images.channels();
    double[] wide = along(columns, source, planes * images.height(), 1);
    double[] result = along(rows, wide, planes, width);
    return ImagePlanes.of(result, images.images(), images.channels(), height, width)
        .map(this::output);
  }

  /**
   * Brings resized images to the range that the tool feeds to the network: {@code 2 x - 1} for
   * {@link #PYTORCH_FID}, {@code (x - 128) / 128} for the others.
   *
   * @param resized result of {@link #resize}
   */
  public ImagePlanes networkInput(ImagePlanes resized) {
    return resized.map(this::input);
  }

  /** Returns the weights of an axis. */
  abstract AxisTaps taps(int source, int target);

  /** Turns an interpolated value into one of the result. */
  double output(double interpolated) {
    return interpolated;
  }

  /** Turns a value of the result into one for the network. */
  double input(double resized) {
    return (resized - 128) / 128;
  }

  /**
   * Resizes one axis.
   *
   * @param blocks number of steps along all axes before this one
   * @param stride number of elements in a step along this axis
   */
  private static double[] along(AxisTaps taps, double[] source, int blocks, int stride) {
    int block = source.length / blocks;
    double[] result = new double[Math.multiplyExact(blocks * taps.size(), stride)];
    for (int at = 0; at < result.length; at++) {
      int step = at / stride;
      int offset = step / taps.size() * block + at % stride;
      result[at] = taps.sum(source, offset, stride, step % taps.size());
    }
    return result;
  }

  private static void requireBytes(double[] values) {
    double smallest = Double.POSITIVE_INFINITY;
    double largest = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      smallest = Math.min(smallest, value);
      largest = Math.max(largest, value);
    }
    Arguments.require(
        smallest >= 0 && largest <= 255,
        "range of the images",
        "[" + smallest + ", " + largest + "]",
        "values in [0, 255]");
  }
}
