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
 * @param rows indices into {@code [batch * cells]} of the cells that tell what they see: that of
 *     each middle, and those around it in the inner half of the thing
 * @param things one a row
 * @param colours one a row, 0 for "as drawn"
 * @param boxes {@code [rows, 4]}, as the judge gives them
 */
@SuppressWarnings("ArrayRecordComponent") // plain training data, never compared
record JudgeTargets(
    long[] centres, float[] shares, long[] rows, long[] things, long[] colours, float[] boxes) {
  /** Weight of a middle: a few cells of a picture against all others. */
  private static final float MIDDLE = 4;

  /** The width of the surroundings that count little, as a share of a thing's size. */
  private static final double SURROUNDINGS = 1 / 6.0;

  /** Half the inner half of a thing, as a share of its size. */
  private static final double INNER = 0.25;

  /** One thing's middle and box, in cells, and the cell that the middle lies in. */
  private record Middle(
      int column, int row, ObjectBox object, double x, double y, double width, double height) {
    boolean isSeenFrom(int cellX, int cellY) {
      return cellX == column && cellY == row
          || Math.abs(cellX + 0.5 - x) <= INNER * width
              && Math.abs(cellY + 0.5 - y) <= INNER * height;
    }

    double near(int cellX, int cellY) {
      double deviation = Math.sqrt(width * height) * SURROUNDINGS;
      double dx = cellX + 0.5 - x;
      double dy = cellY + 0.5 - y;
      return Math.exp(-(dx * dx + dy * dy) / (2 * deviation * deviation));
    }
  }

  /** Returns the targets of pictures, given where their objects are drawn. */
  static JudgeTargets of(JudgeConfig config, List<List<ObjectBox>> pictures) {
    int cells = config.grid() * config.grid();
    long[] centres = new long[pictures.size() * cells];
    float[] shares = new float[centres.length];
    Arrays.fill(shares, 1);
    List<Sight> sights = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      List<Middle> middles = pictures.get(i).stream().map(box -> middle(config, box)).toList();
      for (Middle middle : middles) {
        fade(shares, i * cells, config.grid(), middle);
      }
      for (Middle middle : middles) {
        int row = i * cells + middle.row() * config.grid() + middle.column();
        centres[row] = 1;
        shares[row] = MIDDLE;
      }
      addSights(sights, i * cells, config.grid(), middles);
    }
    return new JudgeTargets(
        centres,
        shares,
        sights.stream().mapToLong(Sight::index).toArray(),
        sights.stream().mapToLong(s -> s.middle().object().concept()).toArray(),
        sights.stream().mapToLong(s -> s.middle().object().colour().label()).toArray(),
        boxes(sights));
  }

  /** A cell, the index of its row of numbers, and the thing seen from it. */
  private record Sight(int index, int column, int row, Middle middle) {}

  private static Middle middle(JudgeConfig config, ObjectBox object) {
    double stride = config.stride();
    int last = config.grid() - 1;
    double x = (object.left() + object.width() / 2.0) / stride;
    double y = (object.top() + object.height() / 2.0) / stride;
    return new Middle(
        Math.min(last, Math.max(0, (int) x)),
        Math.min(last, Math.max(0, (int) y)),
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

  private static void addSights(List<Sight> sights, int first, int grid, List<Middle> middles) {
    for (int cell = 0; cell < grid * grid; cell++) {
      int column = cell % grid;
      int row = cell / grid;
      for (Middle middle : middles) {
        if (middle.isSeenFrom(column, row)) {
          sights.add(new Sight(first + cell, column, row, middle));
        }
      }
    }
  }

  private static float[] boxes(List<Sight> sights) {
    float[] boxes = new float[4 * sights.size()];
    for (int i = 0; i < sights.size(); i++) {
      Sight sight = sights.get(i);
      boxes[4 * i] = (float) (sight.middle().x() - sight.column());
      boxes[4 * i + 1] = (float) (sight.middle().y() - sight.row());
      boxes[4 * i + 2] = (float) sight.middle().width();
      boxes[4 * i + 3] = (float) sight.middle().height();
    }
    return boxes;
  }
}
