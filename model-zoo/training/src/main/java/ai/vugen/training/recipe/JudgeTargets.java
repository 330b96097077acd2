package ai.vugen.training.recipe;

import ai.vugen.evaluation.judge.JudgeConfig;
import ai.vugen.world.ObjectBox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a judge should say of a batch of pictures.
 *
 * @param centres {@code [batch * cells]} 1 where the middle of a thing lies
 * @param shares {@code [batch * cells]} weights of the centres; cells near a middle count little
 * @param rows indices into {@code [batch * cells]} of the middles
 * @param things one a middle
 * @param colours one a middle, 0 for "as drawn"
 * @param boxes {@code [middles, 4]}, as the judge gives them
 */
@SuppressWarnings("ArrayRecordComponent") // plain training data, never compared
record JudgeTargets(
    long[] centres, float[] shares, long[] rows, long[] things, long[] colours, float[] boxes) {
  /** Weight of a middle: a few cells of a picture against all others. */
  private static final float MIDDLE = 4;

  /** The width of the surroundings that count little, as a share of a thing's size. */
  private static final double SURROUNDINGS = 1 / 6.0;

  /** One thing's middle and box, in cells. */
  private record Middle(
      long row, ObjectBox object, double x, double y, double width, double height) {
    double near(int cellX, int cellY) {
      double deviation = Math.sqrt(width * height) * SURROUNDINGS;
      double dx = cellX + 0.5 - x;
      double dy = cellY + 0.5 - y;
      return Math.exp(-(dx * dx + dy * dy) / (2 * deviation * deviation));
    }
  }

  /** The targets of pictures, given where their objects are drawn. */
  static JudgeTargets of(JudgeConfig config, List<List<ObjectBox>> pictures) {
    int grid = config.grid();
    long[] centres = new long[pictures.size() * grid * grid];
    float[] shares = new float[centres.length];
    Arrays.fill(shares, 1);
    List<Middle> middles = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      int first = i * grid * grid;
      for (ObjectBox object : pictures.get(i)) {
        Middle middle = middle(config, first, object);
        middles.add(middle);
        fade(shares, first, grid, middle);
      }
    }
    for (Middle middle : middles) {
      centres[(int) middle.row()] = 1;
      shares[(int) middle.row()] = MIDDLE;
    }
    return new JudgeTargets(
        centres,
        shares,
        middles.stream().mapToLong(Middle::row).toArray(),
        middles.stream().mapToLong(m -> m.object().concept()).toArray(),
        middles.stream().mapToLong(m -> m.object().colour().label()).toArray(),
        boxes(middles, grid));
  }

  private static Middle middle(JudgeConfig config, int first, ObjectBox object) {
    double stride = config.stride();
    int last = config.grid() - 1;
    double x = (object.left() + object.width() / 2.0) / stride;
    double y = (object.top() + object.height() / 2.0) / stride;
    int column = Math.min(last, Math.max(0, (int) x));
    int row = Math.min(last, Math.max(0, (int) y));
    return new Middle(
        first + (long) row * config.grid() + column,
        object,
        x,
        y,
        object.width() / stride,
        object.height() / stride);
  }

  private static void fade(float[] shares, int first, int grid, Middle middle) {
    for (int cell = 0; cell < grid * grid; cell++) {
      double far = 1 - middle.near(cell % grid, cell / grid);
      shares[first + cell] *= (float) Math.pow(far, 4);
    }
  }

  private static float[] boxes(List<Middle> middles, int grid) {
    float[] boxes = new float[4 * middles.size()];
    for (int i = 0; i < middles.size(); i++) {
      Middle middle = middles.get(i);
      int cell = (int) (middle.row() % ((long) grid * grid));
      boxes[4 * i] = (float) (middle.x() - cell % grid);
      boxes[4 * i + 1] = (float) (middle.y() - Math.floorDiv(cell, grid));
      boxes[4 * i + 2] = (float) middle.width();
      boxes[4 * i + 3] = (float) middle.height();
    }
    return boxes;
  }
}
