package ai.vugen.graph;

import ai.vugen.tensor.Computation;
import ai.vugen.tensor.Dim;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Tensor;
import java.util.function.Function;

/** The graph of a decoder that denoises pixels: noisy pixels and z̃ → velocity. */
public final class DecoderGraph {
  /** The name of the graph. */
  public static final String NAME = "decoder";

  /** Noisy pixels in [-1, 1]-space, {@code [batch, 3, size, size]}. */
  public static final String PIXELS = "pixels";

  /** z̃, not standardised, {@code [batch, channels, side, side]}. */
  public static final String LATENT = "latent";

  /** 1 noise to 0 image, {@code [batch]}. */
  public static final String TIME = "time";

  /** Image minus noise, {@code [batch, 3, size, size]}. */
  public static final String VELOCITY = "velocity";

  private DecoderGraph() {}

  /**
   * The sizes of a decoder that its graph shows.
   *
   * @param image side of the image in pixels
   * @param channels channels of z̃
   * @param side side of the grid of z̃
   */
  public record Sizes(int image, int channels, int side) {}

  /** The inputs, each as documented at its name. */
  public record Inputs(Tensor pixels, Tensor latent, Tensor time) {}

  /** Returns the graph of a network that gives the velocity. */
  public static Computation of(Sizes sizes, Function<Inputs, Tensor> network) {
    Dim image = Dim.of(sizes.image());
    Dim side = Dim.of(sizes.side());
    Dim channels = Dim.of(sizes.channels());
    return graph -> {
      Dim batch = graph.dim("batch");
      Tensor pixels = graph.input(PIXELS, Shape.of(batch, Dim.of(3), image, image));
      Tensor latent = graph.input(LATENT, Shape.of(batch, channels, side, side));
      Tensor time = graph.input(TIME, Shape.of(batch));
      graph.output(VELOCITY, network.apply(new Inputs(pixels, latent, time)));
    };
  }
}
