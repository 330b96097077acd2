package ai.vugen.training.recipe;

import ai.vugen.json.JsonSection;
import ai.vugen.world.QuestionAnswer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Which of a scene's questions are asked.
 *
 * @param most questions asked about a scene
 * @param weights how much likelier each task is picked than others, in the order of {@link
 *     QuestionAnswer.Task}; one of weight 0 is never asked
 */
record QuestionMix(int most, List<Integer> weights) {
  private static final List<Integer> EQUAL =
      List.of(QuestionAnswer.Task.values()).stream().map(task -> 1).toList();

  /** No question. */
  static final QuestionMix NONE = new QuestionMix(0, EQUAL);

  /** Every question. */
  static final QuestionMix ALL = new QuestionMix(Integer.MAX_VALUE, EQUAL);

  QuestionMix {
    weights = List.copyOf(weights);
  }

  /** Reads {@code questions} and {@code question_mix}; both are required. */
  static QuestionMix of(JsonSection c) {
    List<Integer> weights = c.indices("question_mix");
    if (weights.size() != EQUAL.size() || weights.stream().allMatch(weight -> weight == 0)) {
      throw c.fault(
          "question_mix",
          "must have %d weights, not all of them 0, but has %s".formatted(EQUAL.size(), weights));
    }
    return new QuestionMix(c.size("questions"), weights);
  }

  private record Drawn(QuestionAnswer question, double turn) {}

  /** Some of the questions in random order, each as likely as its task's weight makes it. */
  List<QuestionAnswer> of(List<QuestionAnswer> all, RandomGenerator random) {
    List<Drawn> drawn = new ArrayList<>();
    for (QuestionAnswer question : all) {
      double waiting =
          -Math.log(1 - random.nextDouble()); // exponential: the least is picked by rate
      int weight = weights.get(question.task().ordinal());
      if (weight > 0) {
        drawn.add(new Drawn(question, waiting / weight));
      }
    }
    return drawn.stream()
        .sorted(Comparator.comparingDouble(Drawn::turn))
        .limit(most)
        .map(Drawn::question)
        .toList();
  }
}
