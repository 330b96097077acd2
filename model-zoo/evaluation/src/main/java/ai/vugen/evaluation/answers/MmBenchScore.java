package ai.vugen.evaluation.answers;

import ai.vugen.error.InvalidRequestException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * MMBench's scores, each 0 to 1. Source: Liu et al. 2023, "MMBench: Is Your Multi-modal Model an
 * All-around Player?".
 *
 * @param protocol how answers were read
 * @param rows number of rotations asked
 * @param overall share of questions with all rotations right (circular evaluation)
 * @param categories the same by category (level 3)
 * @param abilities the same by ability (level 2)
 * @param hits the questions by index, true where all rotations were right
 * @param unrotated share of questions whose unrotated row was right, a letter or an option's text
 *     being required
 */
public record MmBenchScore(
    MmBenchProtocol protocol,
    int rows,
    double overall,
    Map<String, Double> categories,
    Map<String, Double> abilities,
    Map<Integer, Boolean> hits,
    double unrotated) {

  public MmBenchScore {
    categories = Collections.unmodifiableMap(new TreeMap<>(categories));
    abilities = Collections.unmodifiableMap(new TreeMap<>(abilities));
    hits = Collections.unmodifiableMap(new TreeMap<>(hits));
  }

  /**
   * One rotation of a question of MMBench.
   *
   * @param index the row's index; rotations of a question have the same index modulo 1,000,000, and
   *     the unrotated question is the one below that
   * @param options texts of the options A, B, ... that exist, two to four in MMBench
   * @param answer letter of the right option
   * @param prediction what the model answered
   * @param category such as {@code "ocr"} (level 3)
   * @param ability such as {@code "coarse_perception"} (level 2)
   */
  public record Row(
      int index,
      List<String> options,
      char answer,
      String prediction,
      String category,
      String ability) {
    private static final int ROTATION = 1_000_000;

    /**
     * @throws InvalidRequestException if the index is negative or the answer is no option's letter
     */
    public Row {
      options = List.copyOf(options);
      if (index < 0 || answer < 'A' || answer >= 'A' + options.size()) {
        throw new InvalidRequestException(
            "Row %d of MMBench has %d options and the answer %s; expected an index from 0 and the"
                    .formatted(index, options.size(), answer)
                + " letter of an option, counted from A.");
      }
    }

    int question() {
      return index % ROTATION;
    }

    boolean unrotated() {
      return index < ROTATION;
    }
  }
}
