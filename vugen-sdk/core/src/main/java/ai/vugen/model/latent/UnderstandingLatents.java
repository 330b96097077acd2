package ai.vugen.model.latent;

import ai.vugen.json.ConfigCheck;
import ai.vugen.model.reducer.Reducer;
import ai.vugen.model.reducer.ReducerConfig;
import ai.vugen.model.vision.Grid;
import ai.vugen.model.vision.PerceptionEncoder;
import ai.vugen.model.vision.VisionConfig;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import java.util.function.UnaryOperator;

/**
 * The model's own understanding, reduced: z of the perception encoder through the reducer (VUGEN
 * section 3.1).
 *
 * @param vision the perception encoder
 * @param pictureSize side in pixels of the picture whose z becomes z̃, at most that of a tile
 * @param reducer z → z̃
 */
public record UnderstandingLatents(VisionConfig vision, int pictureSize, ReducerConfig reducer)
    implements LatentSpace {
  @Override
  public Grid grid() {
    return vision.grid(pictureSize, pictureSize);
  }

  @Override
  public int channels() {
    return reducer.channels();
  }

  /**
   * Returns whether z̃ comes from the z that questions are answered from: pictures have a tile's
   * size.
   */
  public boolean sharesTiles() {
    return pictureSize == vision.imageSize();
  }

  /** Returns the encoder of pictures of {@link #pictureSize}: pixels to z. */
  public PerceptionEncoder perceptionEncoder(Weights root) {
    return new PerceptionEncoder(vision, grid(), root.at(PerceptionEncoder.SCOPE));
  }

  @Override
  public UnaryOperator<Tensor> encoder(Weights root) {
    PerceptionEncoder encoder = perceptionEncoder(root);
    UnaryOperator<Tensor> reducing = reducer(root);
    return pixels -> reducing.apply(encoder.encode(pixels));
  }

  /**
   * Returns the reducer as a map of pictures of {@link #pictureSize}.
   *
   * @return z {@code [batch, patches, width]} to z̃, not standardised, {@code [batch, channels,
   *     rows, columns]}
   */
  public UnaryOperator<Tensor> reducer(Weights root) {
    Reducer network = Reducer.of(reducer, root.at(Reducer.SCOPE));
    return z -> {
      Tensor patches = network.reduce(z).transpose(1, 2); // [batch, channels, patches]
      return patches.unflatten(2, grid().rows(), grid().columns());
    };
  }

  @Override
  public void check() {
    ConfigCheck.equal("reducer width", reducer.width(), "vision width", vision.width());
    ConfigCheck.require(
        pictureSize >= vision.patchSize() && pictureSize <= vision.imageSize(),
        "the encoder size "
            + pictureSize
            + " is not between a patch of "
            + vision.patchSize()
            + " and a tile of "
            + vision.imageSize()
            + " pixels");
  }
}
