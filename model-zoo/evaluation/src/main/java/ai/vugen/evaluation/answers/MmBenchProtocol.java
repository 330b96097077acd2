package ai.vugen.evaluation.answers;

import ai.vugen.error.InvalidRequestException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The ways in which MMBench answers are read without a judge model. With one, scores are higher and
 * not comparable.
 */
public enum MmBenchProtocol {
  /**
   * lmms-eval's static mode: a letter that is named, else the one option whose text is contained,
   * else any trace of a letter. Missing options take part as the text "nan", which "banana"
   * contains.
   */
  LMMS_EVAL_STATIC,

  /** VLMEvalKit's exact matching: what names no option and contains no option's text is a miss. */
  VLMEVALKIT_EXACT_MATCHING;

  /**
   * Returns the option letter that an answer means, 'Z' for a refusal, or nothing.
   *
   * @param options texts of the options that exist, from A
   */
  public Optional<Character> letter(String answer, List<String> options) {
    return this == LMMS_EVAL_STATIC
        ? inferred(answer, options).or(() -> LmmsLetters.extract(answer, options))
        : inferred(answer, options);
  }

  private Optional<Character> inferred(String answer, List<String> options) {
    return this == LMMS_EVAL_STATIC
        ? LmmsLetters.prefetch(answer, options)
        : VlmLetters.letter(answer, options);
  }

  /**
   * Scores by circular evaluation: a question counts only if all its rotations are right.
   *
   * @param rows all rotations of all questions, in any order
   * @throws InvalidRequestException if there are none, or a question's unrotated row is missing
   */
  public MmBenchScore score(List<MmBenchScore.Row> rows) {
    if (rows.isEmpty()) {
      throw new InvalidRequestException("MMBench scores of no rows; expected at least one.");
    }
    Map<Integer, List<MmBenchScore.Row>> rotations =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    MmBenchScore.Row::question, TreeMap::new, Collectors.toList()));
    Map<MmBenchScore.Row, Boolean> hits = new LinkedHashMap<>();
    rotations.forEach((question, group) -> hits.put(unrotated(question, group), hit(group)));
    Map<Integer, Boolean> questions = new TreeMap<>();
    hits.forEach((row, hit) -> questions.put(row.question(), hit));
    List<Boolean> unrotated =
        hits.keySet().stream().map(row -> isAnswer(row, inferred(row))).toList();
    return new MmBenchScore(
        this,
        rows.size(),
        share(hits.values()),
        by(MmBenchScore.Row::category, hits),
        by(MmBenchScore.Row::ability, hits),
        questions,
        share(unrotated));
  }

  private boolean hit(List<MmBenchScore.Row> group) {
    return group.stream().allMatch(row -> isAnswer(row, letter(row.prediction(), row.options())));
  }

  private Optional<Character> inferred(MmBenchScore.Row row) {
    return inferred(row.prediction(), row.options());
  }

  private static boolean isAnswer(MmBenchScore.Row row, Optional<Character> letter) {
    return letter.isPresent() && letter.get() == row.answer();
  }

  private static MmBenchScore.Row unrotated(int question, List<MmBenchScore.Row> group) {
    return group.stream()
        .filter(MmBenchScore.Row::unrotated)
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    "MMBench question %d has rotations but no row with index %d; expected all rows."
                        .formatted(question, question)));
  }

  private static Map<String, Double> by(
      Function<MmBenchScore.Row, String> group, Map<MmBenchScore.Row, Boolean> hits) {
    Map<String, List<Boolean>> groups =
        hits.entrySet().stream()
            .collect(
                Collectors.groupingBy(
                    entry -> group.apply(entry.getKey()),
                    TreeMap::new,
                    Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    Map<String, Double> shares = new TreeMap<>();
    groups.forEach((name, points) -> shares.put(name, share(points)));
    return shares;
  }

  private static double share(Collection<Boolean> points) {
    return (double) points.stream().filter(point -> point).count() / points.size();
  }
}
