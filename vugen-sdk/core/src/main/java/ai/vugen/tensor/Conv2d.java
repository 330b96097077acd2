package ai.vugen.tensor;

import org.jspecify.annotations.Nullable;

/**
 * A convolution over {@code [batch, in, height, width]}.
 *
 * @param weight {@code [out, in, kernel, kernel]}
 * @param bias {@code [out]}, or null for none
 * @param stride step of the window
 * @param padding zeros on each side
 */
public record Conv2d(Tensor weight, @Nullable Tensor bias, int stride, int padding) {
  /** Returns a convolution that keeps the size: odd kernel, stride 1, with a bias. */
  public static Conv2d same(Weights weights, long in, long out, int kernel) {
    return strided(weights, in, out, kernel, 1, kernel / 2);
  }

  /** Returns a convolution with a bias. */
  public static Conv2d strided(
      Weights weights, long in, long out, int kernel, int stride, int padding) {
    return new Conv2d(
        weights.get("weight", Role.Use.WINDOW, out, in, kernel, kernel),
        weights.get("bias", Role.Use.BIAS, out),
        stride,
        padding);
  }

  /** Returns a convolution without a bias of windows side by side, as in a patch embedding. */
  public static Conv2d patches(Weights weights, long in, long out, int patch) {
    return new Conv2d(
        weights.get("weight", Role.Use.WINDOW, out, in, patch, patch), null, patch, 0);
  }

  public Tensor apply(Tensor x) {
    return x.conv2d(weight, bias, stride, padding);
  }
}
