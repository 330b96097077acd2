package ai.vugen.training.recipe;

import ai.vugen.flow.DecoderSchedule;
import ai.vugen.model.ModelParts;
import ai.vugen.model.VugenConfig;
import ai.vugen.model.decoder.PddConfig;
import ai.vugen.model.decoder.PixelDiffusionDecoder;
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
      VugenConfig config, WorldData data, TorchWeights weights, Path folder, int steps) {
    PddConfig decoder = PddConfig.of(config.decoder());
    TorchBackend backend = weights.backend();
    Weights root = new Weights(weights);
    PixelDiffusionDecoder network = new PixelDiffusionDecoder(decoder, root.at(ModelParts.DECODER));
    LatentEncoder encoder = LatentEncoder.of(config);
    WorldData.Scenes scenes = data.scenes(Split.HELD_OUT_SCENES, 0, COUNT, QuestionMix.NONE);
    Tensor picture = scenes.pixels(backend, encoder.latents().pictureSize());
    Tensor latent = encoder.reduce(root, encoder.encode(root, picture));
    int side = decoder.imageSize();
    Tensor pixels = scenes.pixels(backend, side);
    Tensor noise = backend.normal(NOISE_SEED, COUNT, 3, side, side);
    Map<String, Double> numbers = new LinkedHashMap<>();
    float[] original = ((TorchTensor) pixels).floats();
    float[] once = decoded(network, backend, latent, noise, new DecoderSchedule(1, 1));
    float[] often =
        decoded(
            network, backend, latent, noise, new DecoderSchedule(steps, decoder.schedulePower()));
    numbers.put("psnr 1 step", psnr(original, once));
    numbers.put("psnr " + steps + " steps", psnr(original, often));
    ImageSheet.write(
        folder.resolve("reconstructions.png"), side, List.of(original, once, often), COUNT);
    return numbers;
  }

  private static float[] decoded(
      PixelDiffusionDecoder network,
      TorchBackend backend,
      Tensor latent,
      Tensor noise,
      DecoderSchedule schedule) {
    return ((TorchTensor) DistilStage.decode(network, backend, latent, noise, schedule)).floats();
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
