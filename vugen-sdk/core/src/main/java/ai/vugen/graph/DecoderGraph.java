package ai.vugen.graph;

import ai.vugen.model.ModelConfig;
import ai.vugen.model.Networks;
import ai.vugen.model.decoder.PixelDiffusionDecoder;
import ai.vugen.tensor.Computation;
import ai.vugen.tensor.Dim;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;

/** The graph of the pixel diffusion decoder: noisy pixels and z̃ → velocity. */
public final class DecoderGraph {
  /** Noisy pixels in [-1, 1]-space, {@code [batch, 3, size, size]}. */
  public static final String PIXELS = "pixels";

  /** z̃, not standardised, {@code [batch, channels, side, side]}. */
  public static final String LATENT = "latent";

  /** 1 noise to 0 image, {@code [batch]}. */
  public static final String TIME = "time";

  /** Image minus noise, {@code [batch, 3, size, size]}. */
  public static final String VELOCITY = "velocity";

  private DecoderGraph() {}

  static Computation of(ModelConfig config, Weights weights) {
    PixelDiffusionDecoder decoder = new Networks(config, weights).decoder();
    var sizes = Drawing.of(config).decoder();
    Dim image = Dim.of(sizes.imageSize());
    Dim side = Dim.of(sizes.latentSide());
    Dim channels = Dim.of(sizes.latentChannels());
    return graph -> {
      Dim batch = graph.dim("batch");
      Tensor pixels = graph.input(PIXELS, Shape.of(batch, Dim.of(3), image, image));
      Tensor latent = graph.input(LATENT, Shape.of(batch, channels, side, side));
      Tensor time = graph.input(TIME, Shape.of(batch));
      graph.output(VELOCITY, decoder.decode(pixels, latent, time).velocity());
    };
  }
}
