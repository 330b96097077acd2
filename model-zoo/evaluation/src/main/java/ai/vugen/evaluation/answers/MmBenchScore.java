package ai.vugen.evaluation.answers;

import java.util.Collections;
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
}
