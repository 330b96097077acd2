package ai.vugen.training.recipe;

import ai.vugen.json.JsonSection;
import ai.vugen.training.torch.LearningRate;
import ai.vugen.training.torch.Optimizer;
import ai.vugen.world.Emphasis;
import ai.vugen.world.SceneMix;
import java.util.List;

/**
 * The settings that every stage has, and the section with its own.
 *
 * @param steps number of optimizer steps
 * @param batch images per step
 * @param matrices the optimizer's rule for the matrices of transformer layers, {@code "adamw"} or
 *     {@code "normuon"}
 * @param learningRate highest learning rate
 * @param warmup steps of linear warm-up
 * @param finalRate learning rate at the end as a share of the highest
 * @param weightDecay decoupled weight decay of matrices
 * @param clip largest global norm of the gradient
 * @param ema decay of the moving average of the weights
 * @param own the section, for the stage's own settings
 */
public record StageSettings(
    int steps,
    int batch,
    Optimizer.MatrixRule matrices,
    double learningRate,
    int warmup,
    double finalRate,
    double weightDecay,
    double clip,
    double ema,
    JsonSection own) {
  static StageSettings of(JsonSection c) {
    return new StageSettings(
        c.size("steps"),
        c.size("batch"),
        rule(c),
        c.positive("learning_rate"),
        c.index("warmup"),
        c.positive("final_rate"),
        c.number("weight_decay"),
        c.positive("clip"),
        c.positive("ema"),
        c);
  }

  private static Optimizer.MatrixRule rule(JsonSection c) {
    String name = c.text("matrix_optimizer");
    return switch (name) {
      case "adamw" -> Optimizer.MatrixRule.ADAMW;
      case "normuon" -> Optimizer.MatrixRule.NORMUON;
      default -> throw c.fault("matrix_optimizer", "must be adamw or normuon, but is " + name);
    };
  }

  /**
   * Returns how often each kind of scene is shown: {@code scene_mix} has the weights of single,
   * copies, pair, groups and several; the section {@code emphasis}, where there is one, says what
   * is shown more often than chance would.
   */
  SceneMix mix() {
    List<Integer> weights = own.sizes("scene_mix");
    if (weights.size() != 5) {
      throw own.fault("scene_mix", "must have five weights, but has " + weights);
    }
    return new SceneMix(
        weights.get(0),
        weights.get(1),
        weights.get(2),
        weights.get(3),
        weights.get(4),
        own.optionalSection("emphasis").map(Emphasis::of).orElse(Emphasis.NONE));
  }

  /** Returns the optimizer's numbers; the decays of AdamW's moments are those of VUGEN App. A. */
  Optimizer.Settings optimizer() {
    return new Optimizer.Settings(
        matrices,
        new LearningRate(learningRate, warmup, steps, finalRate),
        0.9,
        0.95,
        1e-8,
        weightDecay,
        clip);
  }
}
