package ai.vugen.evaluation.judge;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.evaluation.judge.Judge.Sighting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The verdicts of all cells of one picture as numbers, and the sightings that they amount to.
 *
 * @param config of the judge
 * @param centre logits {@code [grid, grid]}
 * @param thing logits {@code [things, grid, grid]}
 * @param colour logits {@code [colours, grid, grid]}
 * @param box {@code [4, grid, grid]}, see {@link JudgeNetwork.Verdicts}
 */
@SuppressWarnings("ArrayRecordComponent") // numbers on their way, never compared
public record CellVerdicts(
    JudgeConfig config, float[] centre, float[] thing, float[] colour, float[] box) {
  public CellVerdicts {
    int cells = config.grid() * config.grid();
    check("centre", centre.length, cells);
    check("thing", thing.length, cells * config.things());
    check("colour", colour.length, cells * config.colours());
    check("box", box.length, cells * 4);
  }

  private static void check(String what, int length, int expected) {
    if (length != expected) {
      throw new InvalidRequestException(
          "The verdicts have %d numbers of %s; expected %d.".formatted(length, what, expected));
    }
  }

  /**
   * Returns what was seen, the surest first: cells whose centre is likelier than those of all eight
   * neighbours.
   *
   * @param least least score of a sighting, in [0, 1]
   */
  public List<Sighting> sightings(double least) {
    List<Sighting> seen = new ArrayList<>();
    for (int cell = 0; cell < centre.length; cell++) {
      if (isPeak(cell)) {
        Sighting sighting = sighting(cell);
        if (sighting.score() >= least) {
          seen.add(sighting);
        }
      }
    }
    seen.sort(Comparator.comparingDouble(Sighting::score).reversed());
    return seen;
  }

  /** Returns whether no neighbour is likelier; of equal ones the first counts. */
  private boolean isPeak(int cell) {
    int grid = config.grid();
    int row = cell / grid;
    int column = cell % grid;
    for (int y = Math.max(0, row - 1); y <= Math.min(grid - 1, row + 1); y++) {
      for (int x = Math.max(0, column - 1); x <= Math.min(grid - 1, column + 1); x++) {
        int other = y * grid + x;
        if (centre[other] > centre[cell] || (centre[other] == centre[cell] && other < cell)) {
          return false;
        }
      }
    }
    return true;
  }

  private Sighting sighting(int cell) {
    int grid = config.grid();
    int best = largest(thing, 0, config.things(), cell);
    double x = cell % grid + box(0, cell);
    double y = Math.floorDiv(cell, grid) + box(1, cell);
    double halfWidth = Math.max(0, box(2, cell)) / 2;
    double halfHeight = Math.max(0, box(3, cell)) / 2;
    int stride = config.stride();
    return new Sighting(
        best,
        largest(colour, 0, config.colours(), cell),
        largest(colour, 1, config.colours(), cell),
        sigmoid(centre[cell]) * probability(thing, config.things(), best, cell),
        stride * (x - halfWidth),
        stride * (y - halfHeight),
        stride * (x + halfWidth),
        stride * (y + halfHeight));
  }

  private double box(int number, int cell) {
    return box[number * centre.length + cell];
  }

  private int largest(float[] logits, int from, int to, int cell) {
    int best = from;
    for (int i = from + 1; i < to; i++) {
      if (logits[i * centre.length + cell] > logits[best * centre.length + cell]) {
        best = i;
      }
    }
    return best;
  }

  private double probability(float[] logits, int classes, int best, int cell) {
    double sum = 0;
    for (int i = 0; i < classes; i++) {
      sum += Math.exp(logits[i * centre.length + cell] - logits[best * centre.length + cell]);
    }
    return 1 / sum;
  }

  private static double sigmoid(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }
}
