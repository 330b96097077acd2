package ai.vugen.training.recipe;

import ai.vugen.tensor.Tensor;
import ai.vugen.training.torch.TorchBackend;
import ai.vugen.training.torch.TorchTensor;

/** Noise on the decoder's latents in training, relative to each channel's spread (RAE). */
final class LatentNoise {
  private LatentNoise() {}

  /**
   * Adds noise whose size differs by image: the size of a normal number with a given deviation.
   *
   * @param latent {@code [batch, channels, rows, columns]}
   */
  static Tensor add(Tensor latent, double deviation, TorchBackend backend, Draws draws) {
    if (deviation == 0) {
      return latent;
    }
    long[] sizes = latent.shape().sizes();
    int n = (int) sizes[0];
    int channels = (int) sizes[1];
    float[] spread = spread(((TorchTensor) latent).floats(), n, channels);
    float[] sizeOf = new float[n * channels];
    for (int i = 0; i < n; i++) {
      float size = draws.halfNormal(deviation);
      for (int c = 0; c < channels; c++) {
        sizeOf[i * channels + c] = size * spread[c];
      }
    }
    Tensor noise = backend.normal(draws.seed(), sizes);
    return latent.add(noise.mul(backend.real(sizeOf, n, channels, 1, 1)));
  }

  /** Returns the standard deviation of each channel over a batch. */
  private static float[] spread(float[] values, int n, int channels) {
    int cells = values.length / (n * channels);
    double[] sum = new double[channels];
    double[] squares = new double[channels];
    for (int i = 0; i < values.length; i++) {
      int c = i / cells % channels;
      sum[c] += values[i];
      squares[c] += (double) values[i] * values[i];
    }
    float[] spread = new float[channels];
    double count = (double) n * cells;
    for (int c = 0; c < channels; c++) {
      double mean = sum[c] / count;
      spread[c] = (float) Math.sqrt(Math.max(0, squares[c] / count - mean * mean));
    }
    return spread;
  }
}
