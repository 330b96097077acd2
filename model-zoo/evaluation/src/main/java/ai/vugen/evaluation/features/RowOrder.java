package ai.vugen.evaluation.features;

import ai.vugen.error.Arguments;
import java.util.List;
import java.util.stream.IntStream;

/** The order in which the rows of a matrix are taken. */
public sealed interface RowOrder permits RowOrder.Stored, RowOrder.Shuffled, RowOrder.Given {
  /** Returns the order of the matrix. */
  static RowOrder stored() {
    return new Stored();
  }

  /** Returns a random order, see {@link Shuffled}. */
  static RowOrder shuffled(long seed) {
    return new Shuffled(seed);
  }

  /** Returns this order: the rows, each once. */
  static RowOrder given(List<Integer> rows) {
    return new Given(rows);
  }

  /**
   * Returns the rows of a matrix in this order.
   *
   * @throws ai.vugen.error.InvalidRequestException if the order is one of another number of rows
   */
  int[] of(int samples);

  /** As the rows are in the matrix. */
  record Stored() implements RowOrder {
    @Override
    public int[] of(int samples) {
      return IntStream.range(0, samples).toArray();
    }
  }

  /**
   * A random order, the {@code permutation} of numpy's {@code RandomState(seed)}.
   *
   * @param seed 0 to 2^32 - 1
   */
  record Shuffled(long seed) implements RowOrder {
    /**
     * @throws ai.vugen.error.InvalidRequestException if the seed is out of range
     */
    public Shuffled {
      MersenneTwister.requireSeed(seed);
    }

    @Override
    public int[] of(int samples) {
      return new MersenneTwister(seed).permutation(samples);
    }
  }

  /**
   * An order that the caller has drawn.
   *
   * @param rows the numbers 0 to N - 1, each once
   */
  record Given(List<Integer> rows) implements RowOrder {
    /**
     * @throws ai.vugen.error.InvalidRequestException if a row is missing, repeated or negative
     */
    public Given {
      rows = List.copyOf(rows);
      boolean[] seen = new boolean[rows.size()];
      for (int row : rows) {
        Arguments.require(
            row >= 0 && row < seen.length && !seen[row],
            "row in the order of " + seen.length + " rows",
            row,
            "every number from 0 to " + (seen.length - 1) + " once");
        seen[row] = true;
      }
    }

    @Override
    public int[] of(int samples) {
      Arguments.require(
          rows.size() == samples, "number of rows in the order", rows.size(), "" + samples);
      return rows.stream().mapToInt(Integer::intValue).toArray();
    }
  }
}
