package ai.vugen.training.recipe;

import ai.vugen.evaluation.judge.Judge;
import ai.vugen.evaluation.judge.JudgeMeasurement;
import ai.vugen.training.torch.RandomInitializer;
import ai.vugen.training.torch.TorchWeights;
import ai.vugen.world.ObjectColour;
import ai.vugen.world.PictureWorld;
import ai.vugen.world.Sprites;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command that trains the judge of the picture world and writes its folder. */
@Command(
    name = "train-judge",
    mixinStandardHelpOptions = true,
    description = {
      "Trains a judge by a recipe, measures it on held-out scenes and writes its folder.",
      "Interrupted runs go on where they were; a trained judge is measured and written only."
    })
public final class TrainJudge implements Callable<Integer> {
  @Option(names = "--recipe", required = true, description = "recipe file, such as judge.json")
  private Path recipe = Path.of("");

  @Option(names = "--sprites", required = true, description = "folder of drawings")
  private Path sprites = Path.of("");

  @Option(names = "--run", required = true, description = "folder of the training run")
  private Path run = Path.of("");

  @Option(
      names = "--device",
      description = "where libtorch computes: cpu (default), cuda, cuda:1, mps")
  private String device = "cpu";

  @Option(names = "--out", required = true, description = "folder of the judge to write")
  private Path out = Path.of("");

  @Option(
      names = "--scenes",
      description = "held-out scenes a split that it is measured on; default: ${DEFAULT-VALUE}")
  private int scenes = JudgeMeasurement.OFFICIAL_SCENES;

  public static void main(String[] args) {
    System.exit(new CommandLine(new TrainJudge()).execute(args));
  }

  @Override
  public Integer call() {
    JudgeMeasurement measurement =
        new JudgeMeasurement(sprites, scenes, JudgeMeasurement.OFFICIAL_SEED, scene -> {});
    train(JudgeRecipe.read(recipe).on(device), measurement, new RunFolder(run), out, step -> {});
    try (Judge judge = Judge.open(out)) {
      System.out.println(judge.accuracy().text());
    }
    return 0;
  }

  /** Trains a judge that is not trained yet, measures it and writes its folder. */
  static void train(
      JudgeRecipe recipe,
      JudgeMeasurement measurement,
      RunFolder run,
      Path out,
      LongConsumer afterStep) {
    Sprites drawings = Sprites.load(measurement.drawings());
    checkCounts(recipe, drawings);
    if (!run.isDone(JudgeStage.NAME)) {
      PictureWorld world =
          new PictureWorld(
              drawings, recipe.run().stage(JudgeStage.NAME).mix(), recipe.judge().imageSize());
      try (TorchWeights weights =
          new TorchWeights(recipe.run().backend(), new RandomInitializer(recipe.run().seed()))) {
        new Trainer(recipe.run(), run, afterStep).train(new JudgeStage(recipe, world), weights);
      }
    }
    new JudgeWriter(recipe, run, measurement).write(drawings.names(), out);
  }

  private static void checkCounts(JudgeRecipe recipe, Sprites drawings) {
    int things = drawings.names().size();
    int colours = 1 + ObjectColour.tints().size();
    if (recipe.judge().things() != things || recipe.judge().colours() != colours) {
      throw new ai.vugen.error.InvalidRequestException(
          "The recipe's judge tells %d things and %d colours apart; the drawings have %d and %d."
              .formatted(recipe.judge().things(), recipe.judge().colours(), things, colours));
    }
  }
}
