package ai.vugen.training.recipe;

import ai.vugen.model.VugenConfig;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import ai.vugen.training.torch.Losses;
import ai.vugen.training.torch.TorchTensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The losses of a decoder's prediction (SSDD §losses): flow matching, a perceptual distance in the
 * features of the encoder, and the terms whose networks the user supplies.
 *
 * @param config of the model
 * @param perceptualWeight of the distance in the encoder's features
 * @param terms the other terms
 */
record DecoderLosses(VugenConfig config, double perceptualWeight, List<DecoderTerm> terms) {
  /** Returns the losses by name; {@code loss} is their weighted sum. */
  Map<String, TorchTensor> of(Weights weights, int share, Decoded decoded) {
    Map<String, TorchTensor> losses = new LinkedHashMap<>();
    Tensor velocity = decoded.output().velocity();
    TorchTensor flow = Losses.meanSquaredError(velocity, decoded.target().sub(decoded.noise()));
    TorchTensor perceptual = perceptual(weights, decoded);
    losses.put("flow", flow);
    losses.put("perceptual", perceptual);
    Tensor sum = flow.add(perceptual.mul(perceptualWeight));
    for (DecoderTerm term : terms) {
      TorchTensor loss = term.loss(weights, share, decoded);
      losses.put(term.name(), loss);
      sum = sum.add(loss.mul(term.weight()));
    }
    losses.put("loss", (TorchTensor) sum);
    return losses;
  }

  private TorchTensor perceptual(Weights weights, Decoded decoded) {
    LatentEncoder encoder = LatentEncoder.of(config);
    List<Tensor> wanted = encoder.features(weights, decoded.target());
    List<Tensor> got = encoder.features(weights, decoded.estimate());
    Tensor sum = null;
    for (int i = 0; i < wanted.size(); i++) {
      Tensor distance = Losses.meanSquaredError(got.get(i), ((TorchTensor) wanted.get(i)).detach());
      sum = sum == null ? distance : sum.add(distance);
    }
    return (TorchTensor) Objects.requireNonNull(sum).mul(1.0 / wanted.size());
  }
}
