package ai.vugen.training.recipe;

import ai.vugen.tensor.Tensor;
import ai.vugen.training.torch.TorchTensor;
import ai.vugen.world.QuestionAnswer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Exact-match accuracy of answers by task, and that of always giving the commonest answer. */
final class AnswerScores {
  private final Map<QuestionAnswer.Task, Tally> tallies = new TreeMap<>();

  /** The tally of one task. */
  private static final class Tally {
    private int asked;
    private int right;
    private final Map<String, Integer> answers = new HashMap<>();

    void add(String answer, boolean isRight) {
      asked++;
      right += isRight ? 1 : 0;
      answers.merge(answer, 1, Integer::sum);
    }

    double chance() {
      return (double) answers.values().stream().max(Integer::compare).orElse(0) / asked;
    }
  }

  /**
   * Adds single-turn conversations.
   *
   * <p>An answer is right if every one of its tokens, the end included, is the likeliest after the
   * right ones before it; then greedy decoding gives exactly that answer.
   *
   * @param questions one a conversation
   * @param predicted the likeliest id for each of the batch's targets
   */
  void add(List<QuestionAnswer> questions, ConversationBatch batch, long[] predicted) {
    boolean[] right = new boolean[questions.size()];
    Arrays.fill(right, true);
    for (int i = 0; i < predicted.length; i++) {
      if (predicted[i] != batch.answers().targets()[i]) {
        right[(int) (batch.answers().rows()[i] / batch.length())] = false;
      }
    }
    for (int i = 0; i < right.length; i++) {
      QuestionAnswer question = questions.get(i);
      tallies
          .computeIfAbsent(question.task(), task -> new Tally())
          .add(question.answer(), right[i]);
    }
  }

  /** By task, the share that is right, and what always giving the commonest answer would reach. */
  Map<String, Double> scores() {
    Map<String, Double> scores = new LinkedHashMap<>();
    tallies.forEach(
        (task, tally) -> {
          String name = task.name().toLowerCase(Locale.ROOT);
          scores.put(name, (double) tally.right / tally.asked);
          scores.put(name + " chance", tally.chance());
        });
    return scores;
  }

  /** Returns the index of the largest value of each row of {@code [rows, classes]}. */
  static long[] largest(Tensor rows) {
    float[] values = ((TorchTensor) rows).floats();
    int classes = (int) rows.shape().size(1);
    long[] best = new long[values.length / classes];
    for (int row = 0; row < best.length; row++) {
      int at = row * classes;
      int top = 0;
      for (int i = 1; i < classes; i++) {
        top = values[at + i] > values[at + top] ? i : top;
      }
      best[row] = top;
    }
    return best;
  }
}
