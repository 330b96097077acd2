package ai.vugen.training.recipe;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.checkpoint.DataType;
import ai.vugen.checkpoint.SafetensorsWriter;
import ai.vugen.checkpoint.TensorEntry;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.error.ModelIntegrityException;
import ai.vugen.error.VuGenException;
import ai.vugen.file.AtomicFile;
import ai.vugen.json.JsonText;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command that makes a model folder of a finished run: {@code config.json}, {@code
 * model.safetensors} in float16, {@code tokenizer.json}.
 */
@Command(
    name = "bundle",
    mixinStandardHelpOptions = true,
    description = "Writes the model folder of a training run.")
public final class Bundle implements Callable<Integer> {
  /** Scopes of what is trained along and not part of the model. */
  private static final List<String> HELPERS =
      List.of(PretrainStage.HEADS, RepaTerm.SCOPE, TowerAlignment.SCOPE, TowerNaming.SCOPE);

  @Option(names = "--recipe", required = true, description = "the recipe of the run")
  private Path recipe = Path.of("");

  @Option(names = "--run", required = true, description = "folder of the training run")
  private Path run = Path.of("");

  @Option(names = "--out", required = true, description = "model folder to write")
  private Path out = Path.of("");

  public static void main(String[] args) {
    System.exit(new CommandLine(new Bundle()).execute(args));
  }

  @Override
  public Integer call() {
    write(Recipe.read(recipe), new RunFolder(run), out);
    return 0;
  }

  /** Writes the model that the last stage left. */
  static void write(Recipe recipe, RunFolder run, Path folder) {
    String last = RunFolder.STAGES.get(RunFolder.STAGES.size() - 1);
    if (!run.isDone(last)) {
      throw new InvalidRequestException(
          "The run is not finished: " + run.model(last) + " does not exist");
    }
    Checkpoint trained = Checkpoint.open(run.stage(last), "model.safetensors");
    SafetensorsWriter writer = new SafetensorsWriter();
    provenance(recipe).forEach(writer::metadata);
    for (TensorEntry entry : trained.entries().values()) {
      if (HELPERS.stream().noneMatch(helper -> entry.name().startsWith(helper + "."))) {
        boolean statistics = entry.name().startsWith("latent.");
        DataType type = statistics ? DataType.F32 : DataType.F16;
        writer.add(entry.name(), type, entry.shape(), entry.floats());
      }
    }
    try {
      Files.createDirectories(folder);
      writer.write(folder.resolve("model.safetensors"));
      AtomicFile.of(folder.resolve("config.json")).write(pretty(recipe.modelJson()));
      AtomicFile.of(folder.resolve("tokenizer.json")).copyOf(run.tokenizer());
    } catch (IOException e) {
      throw new VuGenException("The model folder cannot be written: " + folder, e);
    }
  }

  private static Map<String, String> provenance(Recipe recipe) {
    StringBuilder steps = new StringBuilder();
    for (String stage : RunFolder.STAGES) {
      StageSettings settings = recipe.stage(stage);
      steps.append(stage).append(' ').append(settings.steps());
      steps.append(" x ").append(settings.batch()).append("; ");
    }
    return Map.of(
        "model", recipe.model().name(),
        "seed", Long.toString(recipe.seed()),
        "stages", steps.toString().strip(),
        "data", "picture world: Noto Emoji, Blobmoji, FxEmojis drawings",
        "licence", "Apache-2.0");
  }

  private static String pretty(String json) {
    return new GsonBuilder()
            .setPrettyPrinting()
            .create()
            .toJson(JsonText.tree(json, ModelIntegrityException::new))
        + "\n";
  }
}
