package ai.vugen.training.recipe;

import ai.vugen.model.ModelParts;
import ai.vugen.model.VugenConfig;
import ai.vugen.model.latent.LatentStatistics;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import ai.vugen.training.torch.Initializer;
import ai.vugen.training.torch.NoGradient;
import ai.vugen.training.torch.TorchScope;
import ai.vugen.training.torch.TorchTensor;
import ai.vugen.training.torch.TorchWeights;
import ai.vugen.world.Split;

/** Measures mean and standard deviation of each channel of z̃ over training images. */
final class LatentMeasurement {
  private static final int BATCH = 64;

  private LatentMeasurement() {}

  /** Returns the statistics over so many images. */
  static LatentStatistics measure(
      VugenConfig config, WorldData data, TorchWeights weights, int images) {
    int channels = config.latents().channels();
    double[] sum = new double[channels];
    double[] squares = new double[channels];
    long count = 0;
    LatentEncoder encoder = LatentEncoder.of(config);
    for (int batch = 0; batch * BATCH < images; batch++) {
      try (TorchScope scope = new TorchScope();
          NoGradient frozen = new NoGradient()) {
        weights.newStep();
        Weights root = new Weights(weights);
        Tensor pixels =
            data.scenes(Split.TRAIN, batch, BATCH, QuestionMix.NONE)
                .pixels(weights.backend(), encoder.latents().pictureSize());
        Tensor latent = encoder.reduce(root, encoder.encode(root, pixels));
        float[] values = ((TorchTensor) latent).floats();
        int cells = values.length / (BATCH * channels);
        for (int i = 0; i < values.length; i++) {
          int channel = i / cells % channels;
          sum[channel] += values[i];
          squares[channel] += (double) values[i] * values[i];
        }
        count += (long) BATCH * cells;
      }
    }
    weights.newStep();
    return statistics(sum, squares, count);
  }

  private static LatentStatistics statistics(double[] sum, double[] squares, long count) {
    float[] mean = new float[sum.length];
    float[] std = new float[sum.length];
    for (int c = 0; c < sum.length; c++) {
      double average = sum[c] / count;
      mean[c] = (float) average;
      std[c] = (float) Math.sqrt(squares[c] / count - average * average);
    }
    return new LatentStatistics(mean, std);
  }

  /** Returns an initializer that knows the statistics and leaves the rest to another. */
  static Initializer knowing(LatentStatistics statistics, Initializer others) {
    return (name, role, sizes) ->
        switch (name) {
          case ModelParts.LATENT_MEAN -> statistics.mean().clone();
          case ModelParts.LATENT_STD -> statistics.std().clone();
          default -> others.values(name, role, sizes);
        };
  }
}
