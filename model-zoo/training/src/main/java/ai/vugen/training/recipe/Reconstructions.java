package ai.vugen.training.recipe;

import ai.vugen.flow.DecoderSchedule;
import ai.vugen.model.ModelConfig;
import ai.vugen.model.Networks;
import ai.vugen.model.decoder.DecoderConfig;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import ai.vugen.training.torch.TorchBackend;
import ai.vugen.training.torch.TorchTensor;
import ai.vugen.training.torch.TorchWeights;
import ai.vugen.world.Split;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Held-out scenes next to what the decoder makes of their latents, and how close it comes. */
final class Reconstructions {
  private static final int COUNT = 16;
  private static final long NOISE_SEED = 7;

  private Reconstructions() {}

  /**
   * Draws rows of originals, one-step and several-step reconstructions.
   *
   * @return the peak signal-to-noise ratios in dB
   */
  static Map<String, Double> draw(
      ModelConfig config, WorldData data, TorchWeights weights, Path folder, int steps) {
    DecoderConfig decoder = Objects.requireNonNull(config.generation()).decoder();
    TorchBackend backend = weights.backend();
    Networks networks = new Networks(config, new Weights(weights));
    LatentEncoder encoder = new LatentEncoder(config);
    Tensor pixels = data.scenes(Split.HELD_OUT_SCENES, 0, COUNT, QuestionMix.NONE).pixels(backend);
    Tensor latent = encoder.reduce(networks, encoder.encode(networks, pixels));
    int side = decoder.imageSize();
    Tensor noise = backend.normal(NOISE_SEED, COUNT, 3, side, side);
    Map<String, Double> numbers = new LinkedHashMap<>();
    float[] original = ((TorchTensor) pixels).floats();
    float[] once = decoded(networks, backend, latent, noise, new DecoderSchedule(1, 1));
    float[] often =
        decoded(
            networks, backend, latent, noise, new DecoderSchedule(steps, decoder.schedulePower()));
    numbers.put("psnr 1 step", psnr(original, once));
    numbers.put("psnr " + steps + " steps", psnr(original, often));
    ImageSheet.write(
        folder.resolve("reconstructions.png"), side, List.of(original, once, often), COUNT);
    return numbers;
  }

  private static float[] decoded(
      Networks networks,
      TorchBackend backend,
      Tensor latent,
      Tensor noise,
      DecoderSchedule schedule) {
    return ((TorchTensor) DistilStage.decode(networks, backend, latent, noise, schedule)).floats();
  }

  /** In dB, of values in [-1, 1], the prediction clipped to that range. */
  private static double psnr(float[] original, float[] prediction) {
    double sum = 0;
    for (int i = 0; i < original.length; i++) {
      double error = (original[i] - Math.max(-1, Math.min(1, prediction[i]))) / 2;
      sum += error * error;
    }
    return -10 * Math.log10(sum / original.length);
  }
}
