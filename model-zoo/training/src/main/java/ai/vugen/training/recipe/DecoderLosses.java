package ai.vugen.training.recipe;

import ai.vugen.model.Networks;
import ai.vugen.tensor.Tensor;
import ai.vugen.training.torch.Losses;
import ai.vugen.training.torch.TorchTensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The losses of a decoder's prediction: flow matching and perceptual (SSDD §losses). */
final class DecoderLosses {
  private DecoderLosses() {}

  /**
   * The losses of a velocity.
   *
   * @param target the image the velocity leads to, {@code [batch, 3, height, width]}
   * @param noise the noise it comes from
   * @param noisy (1 − t) target + t noise
   * @param time {@code [batch, 1, 1, 1]}
   * @param velocity what the decoder predicts
   */
  static Map<String, TorchTensor> of(
      LatentEncoder encoder,
      Networks networks,
      Tensor target,
      Tensor noise,
      Tensor noisy,
      Tensor time,
      Tensor velocity,
      double perceptualWeight) {
    Map<String, TorchTensor> losses = new LinkedHashMap<>();
    TorchTensor flow = Losses.meanSquaredError(velocity, target.sub(noise));
    Tensor estimate = noisy.add(time.mul(velocity)); // the image, in one step
    List<Tensor> wanted = encoder.features(networks, target);
    List<Tensor> got = encoder.features(networks, estimate);
    Tensor perceptual = null;
    for (int i = 0; i < wanted.size(); i++) {
      Tensor distance = Losses.meanSquaredError(got.get(i), ((TorchTensor) wanted.get(i)).detach());
      perceptual = perceptual == null ? distance : perceptual.add(distance);
    }
    Tensor mean = java.util.Objects.requireNonNull(perceptual).mul(1.0 / wanted.size());
    losses.put("loss", (TorchTensor) flow.add(mean.mul(perceptualWeight)));
    losses.put("flow", flow);
    losses.put("perceptual", (TorchTensor) mean);
    return losses;
  }
}
