package ai.vugen.training.torch;

import org.bytedeco.pytorch.Tensor;

/**
 * What a convolution's kernel is chosen by.
 *
 * @param height of the input, in pixels
 * @param width of the input, in pixels
 */
record ConvolutionShape(
    int in,
    int out,
    int kernelHeight,
    int kernelWidth,
    int stride,
    int padding,
    int height,
    int width) {
  /** Larger maps repeat what the kernel does; checking them would take seconds. */
  private static final int LARGEST_SIDE = 32;

  /** Returns the shape of a square kernel on a square map. */
  static ConvolutionShape square(int in, int out, int kernel, int stride, int padding, int side) {
    return new ConvolutionShape(in, out, kernel, kernel, stride, padding, side, side);
  }

  /** Returns the shape of a convolution; large maps count as smaller ones. */
  static ConvolutionShape of(Tensor x, Tensor weight, int stride, int padding) {
    int kernelHeight = (int) weight.size(2);
    int kernelWidth = (int) weight.size(3);
    return new ConvolutionShape(
        (int) weight.size(1),
        (int) weight.size(0),
        kernelHeight,
        kernelWidth,
        stride,
        padding,
        (int) Math.min(x.size(2), Math.max(LARGEST_SIDE, kernelHeight)),
        (int) Math.min(x.size(3), Math.max(LARGEST_SIDE, kernelWidth)));
  }

  /** Sizes of an input of two images. */
  long[] input() {
    return new long[] {2, in, height, width};
  }

  long[] weight() {
    return new long[] {out, in, kernelHeight, kernelWidth};
  }

  @Override
  public String toString() {
    return "convolution %d→%d, kernel %d×%d, stride %d, padding %d, on %d×%d"
        .formatted(in, out, kernelHeight, kernelWidth, stride, padding, height, width);
  }
}
