package ai.vugen.graph;

import ai.vugen.tensor.Computation;
import ai.vugen.tensor.Dim;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Tensor;
import java.util.Optional;
import java.util.function.Function;

/** The graph of the perception encoder with what reads its z: pixels → z, image tokens, z̃. */
public final class VisionGraph {
  /** The name of the graph. */
  public static final String NAME = "vision";

  /** Tiles in [-1, 1], {@code [tiles, 3, size, size]}. */
  public static final String PIXELS = "pixels";

  /** z, {@code [tiles, patches, width]}. */
  public static final String FEATURES = "features";

  /** Projected and pooled z, {@code [tiles, tokens, text width]}. */
  public static final String IMAGE_TOKENS = "image_tokens";

  /**
   * z̃, not standardised, {@code [tiles, channels, rows, columns]}; only of models that draw, and
   * make it from pictures of a tile's size.
   */
  public static final String LATENT = "latent";

  private VisionGraph() {}

  /**
   * What the network makes of {@link #PIXELS}.
   *
   * @param latent empty if the network makes none
   */
  public record Outputs(Tensor features, Tensor imageTokens, Optional<Tensor> latent) {}

  /**
   * Returns the graph of a network.
   *
   * @param size side of a tile in pixels
   */
  public static Computation of(int size, Function<Tensor, Outputs> network) {
    Dim side = Dim.of(size);
    return graph -> {
      Tensor pixels = graph.input(PIXELS, Shape.of(graph.dim("tiles"), Dim.of(3), side, side));
      Outputs outputs = network.apply(pixels);
      graph.output(FEATURES, outputs.features());
      graph.output(IMAGE_TOKENS, outputs.imageTokens());
      outputs.latent().ifPresent(latent -> graph.output(LATENT, latent));
    };
  }
}
