package ai.vugen.graph;

import ai.vugen.tensor.Computation;
import ai.vugen.tensor.Dim;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Tensor;
import java.util.function.UnaryOperator;

/** The graph pixels → z̃ of models whose vision graph does not make z̃. */
public final class EncoderGraph {
  /** The name of the graph. */
  public static final String NAME = "encoder";

  /** Pictures in [-1, 1], {@code [pictures, 3, size, size]}. */
  public static final String PIXELS = VisionGraph.PIXELS;

  /** z̃, not standardised, {@code [pictures, channels, rows, columns]}. */
  public static final String LATENT = VisionGraph.LATENT;

  private EncoderGraph() {}

  /**
   * Returns the graph of a network.
   *
   * @param size side of a picture in pixels
   */
  public static Computation of(int size, UnaryOperator<Tensor> network) {
    Dim side = Dim.of(size);
    return graph -> {
      Tensor pixels = graph.input(PIXELS, Shape.of(graph.dim("pictures"), Dim.of(3), side, side));
      graph.output(LATENT, network.apply(pixels));
    };
  }
}
