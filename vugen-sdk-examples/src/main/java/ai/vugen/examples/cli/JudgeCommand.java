package ai.vugen.examples.cli;

import ai.vugen.evaluation.judge.Judge;
import ai.vugen.evaluation.judge.JudgeAccuracy;
import ai.vugen.evaluation.judge.JudgeMeasurement;
import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how often a judge errs on scenes whose objects are known. */
@Command(
    name = "judge",
    mixinStandardHelpOptions = true,
    description = {
      "Measures how often a judge errs on scenes that its training did not show, beside what the",
      "judge says about itself. With the defaults both should be equal."
    })
final class JudgeCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private JudgeOption judge = new JudgeOption();

  @Mixin private SpritesOption sprites = new SpritesOption();

  @Option(
      names = "--scenes",
      paramLabel = "N",
      description = "Scenes of each held-out split; default: ${DEFAULT-VALUE}.")
  private int scenes = JudgeMeasurement.OFFICIAL_SCENES;

  @Option(names = "--seed", description = "Seed of the scenes; default: ${DEFAULT-VALUE}.")
  private long seed = JudgeMeasurement.OFFICIAL_SEED;

  @Override
  public void run() {
    if (scenes < 1) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), "--scenes must be at least 1");
    }
    PrintWriter text = Output.of(spec);
    try (Judge opened = judge.open();
        SceneBar bar = new SceneBar()) {
      JudgeAccuracy measured = new JudgeMeasurement(sprites.folder(), scenes, seed, bar).of(opened);
      JudgeAccuracy stated = opened.accuracy();
      text.println("judge " + opened.sha256());
      text.println(
          "stated, on %d scenes of each split, seed %d:"
              .formatted(stated.scenes().scenes(), stated.scenes().seed()));
      text.println(stated.text());
      text.println("measured now, on %d scenes of each split, seed %d:".formatted(scenes, seed));
      text.println(measured.text());
    }
  }
}
