package ai.vugen.pipeline;

import ai.vugen.model.ModelConfig;
import ai.vugen.model.Networks;
import ai.vugen.model.vision.Grid;
import ai.vugen.onnx.OnnxGraph;
import ai.vugen.tensor.Dim;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;

/** The graph of the perception encoder with what reads its z: pixels → z, image tokens, z̃. */
final class VisionGraph {
  /** Tiles in [-1, 1], {@code [tiles, 3, size, size]}. */
  static final String PIXELS = "pixels";

  /** z, {@code [tiles, patches, width]}. */
  static final String FEATURES = "features";

  /** Projected and pooled z, {@code [tiles, tokens, text width]}. */
  static final String IMAGE_TOKENS = "image_tokens";

  /** z̃, not standardised, {@code [tiles, channels, rows, columns]}; only of models that draw. */
  static final String LATENT = "latent";

  private VisionGraph() {}

  static void define(OnnxGraph graph, ModelConfig config) {
    Networks networks = new Networks(config, new Weights(graph));
    Grid grid = config.vision().nativeGrid();
    Dim side = Dim.of(config.vision().imageSize());
    Tensor pixels = graph.input(PIXELS, Shape.of(Dim.of("tiles"), Dim.of(3), side, side));
    Tensor z = networks.vision(grid).encode(pixels);
    graph.output(FEATURES, z);
    graph.output(IMAGE_TOKENS, networks.projector(grid).project(z));
    if (config.generation() != null) {
      Tensor latent = networks.reducer().reduce(z).transpose(1, 2); // [tiles, channels, patches]
      graph.output(LATENT, latent.unflatten(2, grid.rows(), grid.columns()));
    }
  }
}
