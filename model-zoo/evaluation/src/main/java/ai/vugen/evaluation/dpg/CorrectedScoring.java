package ai.vugen.evaluation.dpg;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.evaluation.dpg.ItemScores.CategoryScores;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** {@link DpgProtocol#CORRECTED}: without the published script's slips. */
final class CorrectedScoring {
  private final Map<String, Map<Integer, DpgTable.Question>> items = new LinkedHashMap<>();
  private final DpgRun run;
  private final ItemScores scores = new ItemScores();

  CorrectedScoring(DpgTable table, DpgRun run) {
    this.run = run;
    for (DpgTable.Question question : table.questions()) {
      items
          .computeIfAbsent(question.itemId(), itemId -> new LinkedHashMap<>())
          .put(question.propositionId(), question);
    }
  }

  DpgScore score() {
    items.forEach(
        (itemId, questions) -> {
          if (run.items().contains(itemId)) {
            score(itemId, questions);
          }
        });
    run.items().stream().filter(itemId -> !items.containsKey(itemId)).forEach(scores::skip);
    List<String> missing =
        items.keySet().stream().filter(itemId -> !run.items().contains(itemId)).toList();
    return scores.score(DpgProtocol.CORRECTED, run.pictures(), missing);
  }

  private void score(String itemId, Map<Integer, DpgTable.Question> questions) {
    List<Double> pictures = new ArrayList<>();
    for (int picture = 0; picture < run.pictures(); picture++) {
      List<Boolean> points = new ArrayList<>();
      for (DpgTable.Question question : questions.values()) {
        boolean point = holds(question, questions, picture);
        points.add(point);
        scores.categories().add(question, point);
      }
      pictures.add(CategoryScores.share(points));
    }
    scores.add(itemId, pictures);
  }

  /** True if the question and all its ancestors are answered with yes. */
  private boolean holds(
      DpgTable.Question question, Map<Integer, DpgTable.Question> questions, int picture) {
    Set<Integer> visited = new HashSet<>();
    Deque<DpgTable.Question> open = new ArrayDeque<>(List.of(question));
    while (!open.isEmpty()) {
      DpgTable.Question next = open.pop();
      if (!isYes(run.answer(next, picture))) {
        return false;
      }
      for (int parent : next.parents()) {
        if (visited.add(parent)) {
          open.push(existing(parent, next, questions));
        }
      }
    }
    return true;
  }

  private static DpgTable.Question existing(
      int parent, DpgTable.Question child, Map<Integer, DpgTable.Question> questions) {
    DpgTable.Question question = questions.get(parent);
    if (question == null) {
      throw new InvalidRequestException(
          "Question %d of %s depends on question %d, which %s does not have; expected one of %s."
                  .formatted(
                      child.propositionId(),
                      child.itemId(),
                      parent,
                      child.itemId(),
                      questions.keySet())
              + " Correct the table.");
    }
    return question;
  }

  private static boolean isYes(String answer) {
    String plain = answer.strip().toLowerCase(Locale.ROOT);
    return plain.equals("yes") || plain.equals("yes.");
  }
}
