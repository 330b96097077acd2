package ai.vugen.evaluation.dpg;

import ai.vugen.evaluation.dpg.ItemScores.CategoryScores;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@link DpgProtocol#REFERENCE_COMPATIBLE}: what the published script does, flaws included. */
final class ReferenceScoring {
  private final DpgTable table;
  private final DpgRun run;
  private final ItemScores scores = new ItemScores();

  ReferenceScoring(DpgTable table, DpgRun run) {
    this.table = table;
    this.run = run;
  }

  DpgScore score() {
    Map<String, Map<Integer, DpgTable.Question>> blocks = blocks();
    for (String itemId : run.items()) {
      Map<Integer, DpgTable.Question> questions = blocks.get(itemId);
      if (questions == null || !score(itemId, questions)) {
        scores.skip(itemId);
      }
    }
    List<String> missing =
        blocks.keySet().stream().filter(itemId -> !run.items().contains(itemId)).toList();
    return scores.score(DpgProtocol.REFERENCE_COMPATIBLE, run.pictures(), missing);
  }

  /** Rows without the first, by item; each new block of an item replaces what was there. */
  private Map<String, Map<Integer, DpgTable.Question>> blocks() {
    Map<String, Map<Integer, DpgTable.Question>> blocks = new LinkedHashMap<>();
    String previous = "";
    for (DpgTable.Question question : table.questions().stream().skip(1).toList()) {
      if (!question.itemId().equals(previous)) {
        blocks.put(question.itemId(), new LinkedHashMap<>());
      }
      blocks
          .computeIfAbsent(question.itemId(), itemId -> new LinkedHashMap<>())
          .put(question.propositionId(), question);
      previous = question.itemId();
    }
    return blocks;
  }

  private boolean score(String itemId, Map<Integer, DpgTable.Question> questions) {
    List<Double> pictures = new ArrayList<>();
    for (int picture = 0; picture < run.pictures(); picture++) {
      Optional<Map<Integer, Boolean>> points = passedOn(questions, picture);
      if (points.isEmpty()) {
        return false;
      }
      pictures.add(CategoryScores.share(points.get().values()));
    }
    scores.add(itemId, pictures);
    for (DpgTable.Question question : questions.values()) {
      scores.categories().add(question, isYes(question, run.pictures() - 1));
    }
    return true;
  }

  private boolean isYes(DpgTable.Question question, int picture) {
    return run.answer(question, picture).equals("yes");
  }

  /** Empty if a parent is looked for that the item does not have. */
  private Optional<Map<Integer, Boolean>> passedOn(
      Map<Integer, DpgTable.Question> questions, int picture) {
    Map<Integer, Boolean> points = new LinkedHashMap<>();
    questions.forEach((id, question) -> points.put(id, isYes(question, picture)));
    for (Map.Entry<Integer, DpgTable.Question> entry : questions.entrySet()) {
      for (int parent : entry.getValue().parents()) {
        Boolean point = points.get(parent);
        if (point == null) {
          return Optional.empty();
        }
        if (!point) {
          points.put(entry.getKey(), false);
          break; // later parents are not looked for
        }
      }
    }
    return Optional.of(points);
  }
}
