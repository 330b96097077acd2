package ai.vugen.training.recipe;

import ai.vugen.evaluation.judge.JudgeConfig;
import ai.vugen.json.JsonSection;
import java.nio.file.Path;

/**
 * A recipe file of a judge.
 *
 * @param judge the numbers of the judge
 * @param judgeJson the same as text
 * @param run how it is trained
 */
public record JudgeRecipe(JudgeConfig judge, String judgeJson, RunSettings run) {

  /** Reads a recipe file. */
  public static JudgeRecipe read(Path file) {
    JsonSection root = Recipe.parse(file);
    JsonSection judge = root.section("judge");
    return new JudgeRecipe(JudgeConfig.of(judge), judge.json(), RunSettings.of(root, file));
  }

  /** Returns the same recipe on another device of libtorch, such as {@code cuda}. */
  public JudgeRecipe on(String device) {
    return new JudgeRecipe(judge, judgeJson, run.on(device));
  }
}
