package ai.vugen.graph;

import ai.vugen.model.ModelConfig;
import ai.vugen.model.Networks;
import ai.vugen.model.reducer.Reducer;
import ai.vugen.model.vision.Grid;
import ai.vugen.model.vision.PerceptionEncoder;
import ai.vugen.model.vision.Projector;
import ai.vugen.tensor.Computation;
import ai.vugen.tensor.Dim;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;

/** The graph of the perception encoder with what reads its z: pixels → z, image tokens, z̃. */
public final class VisionGraph {
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

  static Computation of(ModelConfig config, Weights weights) {
    Networks networks = new Networks(config, weights);
    Grid grid = config.vision().nativeGrid();
    PerceptionEncoder encoder = networks.vision(grid);
    Projector projector = networks.projector(grid);
    boolean reduces = config.generation() != null && !EncoderGraph.isNeeded(config);
    Reducer reducer = reduces ? networks.reducer() : null;
    Dim side = Dim.of(config.vision().imageSize());
    return graph -> {
      Tensor pixels = graph.input(PIXELS, Shape.of(graph.dim("tiles"), Dim.of(3), side, side));
      Tensor z = encoder.encode(pixels);
      graph.output(FEATURES, z);
      graph.output(IMAGE_TOKENS, projector.project(z));
      if (reducer != null) {
        graph.output(LATENT, EncoderGraph.latent(reducer, grid, z));
      }
    };
  }
}
