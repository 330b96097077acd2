package ai.vugen.graph;

import ai.vugen.model.GenerationConfig;
import ai.vugen.model.ModelConfig;
import ai.vugen.model.Networks;
import ai.vugen.model.reducer.Reducer;
import ai.vugen.model.vision.Grid;
import ai.vugen.model.vision.PerceptionEncoder;
import ai.vugen.tensor.Computation;
import ai.vugen.tensor.Dim;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;

/**
 * The graph pixels → z̃ of models that make z̃ from smaller pictures than the tiles they see: the
 * perception encoder on a smaller grid, and the reducer.
 */
public final class EncoderGraph {
  /** Pictures in [-1, 1], {@code [pictures, 3, size, size]}. */
  static final String PIXELS = "pixels";

  /** z̃, not standardised, {@code [pictures, channels, rows, columns]}. */
  static final String LATENT = "latent";

  private EncoderGraph() {}

  /** Whether a model needs this graph: it draws, and the vision graph's grid is not that of z̃. */
  public static boolean isNeeded(ModelConfig config) {
    GenerationConfig generation = config.generation();
    return generation != null && generation.encoderSize() != config.vision().imageSize();
  }

  static Computation of(ModelConfig config, Weights weights) {
    int size = Drawing.of(config).encoderSize();
    Grid grid = config.vision().grid(size, size);
    Networks networks = new Networks(config, weights);
    PerceptionEncoder encoder = networks.vision(grid);
    Reducer reducer = networks.reducer();
    Dim side = Dim.of(size);
    return graph -> {
      Tensor pixels = graph.input(PIXELS, Shape.of(graph.dim("pictures"), Dim.of(3), side, side));
      graph.output(LATENT, latent(reducer, grid, encoder.encode(pixels)));
    };
  }

  /**
   * Reduces z {@code [pictures, patches, width]} to {@code [pictures, channels, rows, columns]}.
   */
  static Tensor latent(Reducer reducer, Grid grid, Tensor z) {
    Tensor patches = reducer.reduce(z).transpose(1, 2); // [pictures, channels, patches]
    return patches.unflatten(2, grid.rows(), grid.columns());
  }
}
