package ai.vugen.model.vision;

import ai.vugen.tensor.Rope;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;

/** The absolute and rotary positions of the perception encoder for a grid of patches. */
final class PositionTable {
  private PositionTable() {}

  /**
   * Resizes learned positions {@code [1, 1 + cells, width]} bilinearly (half-pixel centres, no
   * antialiasing); the class token's row stays.
   */
  static Tensor resize(Tensor table, Grid from, Grid to, Weights weights) {
    Tensor first = table.slice(1, 0, 1);
    Tensor patches = table.slice(1, 1, 1L + from.cells());
    Tensor matrix =
        weights.constant(bilinear(from, to), 1, to.cells(), from.cells()); // [1, to, from]
    return Tensor.concat(1, first, matrix.matmul(patches));
  }

  private static float[] bilinear(Grid from, Grid to) {
    float[] matrix = new float[to.cells() * from.cells()];
    for (int row = 0; row < to.rows(); row++) {
      Tap vertical = Tap.of(row, to.rows(), from.rows());
      for (int column = 0; column < to.columns(); column++) {
        Tap horizontal = Tap.of(column, to.columns(), from.columns());
        int at = (row * to.columns() + column) * from.cells();
        for (int corner = 0; corner < 4; corner++) {
          int y = corner < 2 ? vertical.low : vertical.high;
          int x = corner % 2 == 0 ? horizontal.low : horizontal.high;
          float wy = corner < 2 ? 1 - vertical.fraction : vertical.fraction;
          float wx = corner % 2 == 0 ? 1 - horizontal.fraction : horizontal.fraction;
          matrix[at + y * from.columns() + x] += wy * wx;
        }
      }
    }
    return matrix;
  }

  /** The two source cells of a target cell along one axis, and the weight of the higher one. */
  private record Tap(int low, int high, float fraction) {
    static Tap of(int index, int target, int source) {
      float scale = (float) source / target;
      float position = Math.max(0, scale * (index + 0.5f) - 0.5f);
      int low = Math.min((int) position, source - 1);
      return new Tap(low, Math.min(low + 1, source - 1), position - low);
    }
  }

  /**
   * Rotary angles: the first half of a head's channels turns with the column, the second half with
   * the row, both counted from 1; the class token is not turned.
   */
  static Rope rope(int headDim, Grid grid, Weights weights) {
    int quarter = headDim / 4; // frequencies of one axis
    int pairs = 2 * quarter;
    float[] cos = new float[(1 + grid.cells()) * pairs];
    float[] sin = new float[cos.length];
    for (int token = 0; token <= grid.cells(); token++) {
      int column = token == 0 ? 0 : (token - 1) % grid.columns() + 1;
      int row = token == 0 ? 0 : (token - 1) / grid.columns() + 1;
      for (int pair = 0; pair < pairs; pair++) {
        float frequency = (float) Math.pow(10000, -(double) (pair % quarter) / quarter);
        float angle = (pair < quarter ? column : row) * frequency;
        cos[token * pairs + pair] = (float) Math.cos(angle);
        sin[token * pairs + pair] = (float) Math.sin(angle);
      }
    }
    return new Rope(
        weights.constant(cos, 1 + grid.cells(), pairs),
        weights.constant(sin, 1 + grid.cells(), pairs));
  }
}
