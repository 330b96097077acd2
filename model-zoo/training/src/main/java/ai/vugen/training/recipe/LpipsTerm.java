package ai.vugen.training.recipe;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.json.JsonSection;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Weights;
import ai.vugen.training.loss.LpipsDistance;
import ai.vugen.training.torch.FrozenWeights;
import ai.vugen.training.torch.TorchBackend;
import ai.vugen.training.torch.TorchTensor;
import ai.vugen.training.torch.TorchWeights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** LPIPS between the target and the image that the prediction leads to (SSDD §losses). */
final class LpipsTerm implements DecoderTerm {
  private final double weight;
  private final List<TorchWeights> trunks = new ArrayList<>();
  private final List<TorchWeights> linears = new ArrayList<>();
  private final List<Integer> channels;

  /**
   * Reads the weights, once for each thread.
   *
   * @param c the settings: files {@code weights} and {@code linear}, {@code weight}
   * @param channels of the trunk's levels
   * @param folder that the files are relative to
   */
  LpipsTerm(JsonSection c, List<Integer> channels, Path folder, TorchBackend backend, int threads) {
    weight = c.positive("weight");
    this.channels = channels;
    Checkpoint trunk = file(folder.resolve(c.text("weights")));
    Checkpoint linear = file(folder.resolve(c.text("linear")));
    for (int i = 0; i < threads; i++) {
      linears.add(
          FrozenWeights.read(
              backend,
              linear,
              List.of("alex.*", "squeeze.*"),
              w -> LpipsDistance.channelWeights(channels, w)));
      trunks.add(
          FrozenWeights.read(
              backend,
              trunk,
              List.of("classifier.*"),
              w -> LpipsDistance.convolutions(channels, w)));
    }
  }

  private static Checkpoint file(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return Checkpoint.open(Objects.requireNonNull(folder), file.getFileName().toString());
  }

  @Override
  public String name() {
    return "lpips";
  }

  @Override
  public double weight() {
    return weight;
  }

  @Override
  public TorchTensor loss(Weights weights, int share, Decoded decoded) {
    TorchWeights trunk = trunks.get(share);
    TorchWeights linear = linears.get(share);
    trunk.newStep();
    linear.newStep();
    LpipsDistance network = new LpipsDistance(channels, new Weights(trunk), new Weights(linear));
    return (TorchTensor)
        network
            .distance(decoded.estimate(), decoded.target())
            .mean(0)
            .reshape(new Shape(List.of()));
  }

  @Override
  public void close() {
    trunks.forEach(TorchWeights::close);
    linears.forEach(TorchWeights::close);
  }
}
