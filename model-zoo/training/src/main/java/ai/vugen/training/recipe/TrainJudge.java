package ai.vugen.training.recipe;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.checkpoint.DataType;
import ai.vugen.checkpoint.SafetensorsWriter;
import ai.vugen.checkpoint.TensorEntry;
import ai.vugen.error.VuGenException;
import ai.vugen.evaluation.judge.Judge;
import ai.vugen.training.torch.RandomInitializer;
import ai.vugen.training.torch.TorchWeights;
import ai.vugen.world.ObjectColour;
import ai.vugen.world.PictureWorld;
import ai.vugen.world.Sprites;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command that trains the judge of the picture world and writes its folder. */
@Command(
    name = "train-judge",
    mixinStandardHelpOptions = true,
    description = "Trains a judge by a recipe; interrupted runs go on where they were.")
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

  public static void main(String[] args) {
    System.exit(new CommandLine(new TrainJudge()).execute(args));
  }

  @Override
  public Integer call() {
    train(JudgeRecipe.read(recipe).on(device), sprites, new RunFolder(run), out, step -> {});
    return 0;
  }

  /** Trains a judge that is not trained yet, and writes its folder. */
  static void train(
      JudgeRecipe recipe, Path sprites, RunFolder run, Path out, LongConsumer afterStep) {
    Sprites drawings = Sprites.load(sprites);
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
    write(recipe, drawings, run, out);
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

  private static void write(JudgeRecipe recipe, Sprites drawings, RunFolder run, Path out) {
    Checkpoint trained = Checkpoint.open(run.stage(JudgeStage.NAME), "model.safetensors");
    SafetensorsWriter writer = new SafetensorsWriter();
    writer.metadata("seed", Long.toString(recipe.run().seed()));
    writer.metadata("data", "picture world: Noto Emoji, Blobmoji, FxEmojis drawings");
    for (TensorEntry entry : trained.entries().values()) {
      writer.add(entry.name(), DataType.F16, entry.shape(), entry.floats());
    }
    JsonObject config = JsonParser.parseString(recipe.judgeJson()).getAsJsonObject();
    Gson gson = new GsonBuilder().setPrettyPrinting().create();
    config.add("thing_names", gson.toJsonTree(drawings.names()));
    config.add(
        "colour_names",
        gson.toJsonTree(Arrays.stream(ObjectColour.values()).map(ObjectColour::word).toList()));
    try {
      Files.createDirectories(out);
      writer.write(out.resolve(Judge.WEIGHTS));
      Files.writeString(out.resolve(Judge.CONFIG), gson.toJson(config) + "\n");
    } catch (IOException e) {
      throw new VuGenException("The folder of the judge cannot be written: " + out, e);
    }
  }
}
