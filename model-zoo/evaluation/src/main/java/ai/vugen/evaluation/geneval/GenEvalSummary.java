package ai.vugen.evaluation.geneval;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.evaluation.geneval.GenEvalScoring.ImageVerdict;
import ai.vugen.evaluation.report.ScoreText;
import com.google.gson.JsonObject;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * GenEval's scores over many images.
 *
 * @param protocol thresholds and detector
 * @param images number of images
 * @param prompts number of different prompts (with different conditions)
 * @param correctImages share of correct images, 0 to 1
 * @param correctPrompts share of prompts with at least one correct image, 0 to 1
 * @param tasks the tasks that had images; all six in a complete run
 * @param overall GenEval's overall score: the mean of the tasks' scores, 0 to 1
 */
public record GenEvalSummary(
    GenEvalProtocol protocol,
    int images,
    int prompts,
    double correctImages,
    double correctPrompts,
    Map<GenEvalTask, TaskScore> tasks,
    double overall) {

  public GenEvalSummary {
    tasks = Collections.unmodifiableMap(new EnumMap<>(tasks));
  }

  /**
   * Sums up images; the published protocol has four a prompt.
   *
   * @throws InvalidRequestException if there are no images
   */
  public static GenEvalSummary of(GenEvalProtocol protocol, List<ImageVerdict> verdicts) {
    if (verdicts.isEmpty()) {
      throw new InvalidRequestException(
          "A GenEval summary of no images; expected at least one judged image.");
    }
    Map<GenEvalPrompt, Boolean> prompts = new HashMap<>();
    Map<GenEvalTask, TaskScore> tasks = new EnumMap<>(GenEvalTask.class);
    for (ImageVerdict verdict : verdicts) {
      prompts.merge(verdict.prompt(), verdict.correct(), Boolean::logicalOr);
      TaskScore one = new TaskScore(verdict.correct() ? 1 : 0, 1);
      tasks.merge(verdict.prompt().task(), one, GenEvalSummary::sum);
    }
    return new GenEvalSummary(
        protocol,
        verdicts.size(),
        prompts.size(),
        share(verdicts.stream().map(ImageVerdict::correct).toList()),
        share(prompts.values()),
        tasks,
        tasks.values().stream().mapToDouble(TaskScore::score).average().orElseThrow());
  }

  /**
   * Returns the summary in the layout of the official script; below it, what is known about the
   * detector's errors.
   */
  public String text() {
    StringBuilder text = new StringBuilder("Summary\n=======\n");
    text.append("Total images: ").append(images);
    text.append("\nTotal prompts: ").append(prompts);
    text.append("\n% correct images: ").append(ScoreText.percent(correctImages));
    text.append("\n% correct prompts: ").append(ScoreText.percent(correctPrompts));
    text.append("\n\nTask breakdown\n==============\n");
    tasks.forEach(
        (task, score) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "%-16s = %s (%d / %d)\n",
                    task.tag(),
                    ScoreText.percent(score.score()),
                    score.correct(),
                    score.images())));
    text.append("\nOverall score (avg. over tasks): ").append(ScoreText.rounded(overall, 5));
    if (!protocol.errors().isEmpty()) {
      text.append("\n\nErrors of the detector\n======================");
      protocol.errors().forEach(errors -> text.append("\n").append(errors.text()));
    }
    return text.toString();
  }

  /** Returns the scores as JSON, shares from 0 to 1. */
  public JsonObject json() {
    JsonObject byTask = new JsonObject();
    tasks.forEach(
        (task, score) -> {
          JsonObject json = new JsonObject();
          json.addProperty("correct", score.correct());
          json.addProperty("images", score.images());
          json.addProperty("score", score.score());
          byTask.add(task.tag(), json);
        });
    JsonObject scores = new JsonObject();
    scores.addProperty("overall", overall);
    scores.addProperty("correct_images", correctImages);
    scores.addProperty("correct_prompts", correctPrompts);
    scores.add("tasks", byTask);
    return scores;
  }

  private static TaskScore sum(TaskScore a, TaskScore b) {
    return new TaskScore(a.correct() + b.correct(), a.images() + b.images());
  }

  private static double share(Collection<Boolean> values) {
    return (double) values.stream().filter(value -> value).count() / values.size();
  }

  /**
   * How one task of GenEval went.
   *
   * @param correct number of correct images
   * @param images number of images, at least 1
   */
  public record TaskScore(int correct, int images) {
    /** Returns the share of correct images, 0 to 1. */
    public double score() {
      return (double) correct / images;
    }
  }
}
