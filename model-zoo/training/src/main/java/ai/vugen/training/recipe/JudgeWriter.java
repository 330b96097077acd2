package ai.vugen.training.recipe;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.checkpoint.DataType;
import ai.vugen.checkpoint.SafetensorsWriter;
import ai.vugen.checkpoint.TensorEntry;
import ai.vugen.error.VuGenException;
import ai.vugen.evaluation.judge.Judge;
import ai.vugen.evaluation.judge.JudgeMeasurement;
import ai.vugen.file.AtomicFile;
import ai.vugen.file.FileTree;
import ai.vugen.world.ObjectColour;
import ai.vugen.zoo.Manifest;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Writes the folder of a trained judge: weights in float16, names, manifest, and how often these
 * weights err as ONNX Runtime runs them. No file appears before all of that is known.
 *
 * @param measurement on which scenes it is measured
 */
record JudgeWriter(JudgeRecipe recipe, RunFolder run, JudgeMeasurement measurement) {
  private static final List<String> FILES =
      List.of(Judge.WEIGHTS, Judge.CONFIG, Manifest.FILE_NAME);

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  /**
   * Measures the judge and writes its folder.
   *
   * @param things names by number
   */
  void write(List<String> things, Path out) {
    try {
      Files.createDirectories(out);
      Path part = Files.createTempDirectory(out, ".judge-");
      try {
        writeWeights(part.resolve(Judge.WEIGHTS));
        writeText(part.resolve(Judge.CONFIG), GSON.toJson(config(things)));
        writeText(part.resolve(Judge.CONFIG), GSON.toJson(measurement.configOf(part)));
        Manifest manifest =
            Manifest.of(part, Judge.BUNDLED, "Judge of the picture world", "1", "Apache-2.0");
        Files.writeString(part.resolve(Manifest.FILE_NAME), manifest.json());
        for (String file : FILES) {
          AtomicFile.of(out.resolve(file)).copyOf(part.resolve(file));
        }
      } finally {
        FileTree.delete(part);
      }
    } catch (IOException e) {
      throw new VuGenException("The folder of the judge cannot be written: " + out, e);
    }
  }

  private void writeWeights(Path file) throws IOException {
    Checkpoint trained = Checkpoint.open(run.stage(JudgeStage.NAME), "model.safetensors");
    SafetensorsWriter writer = new SafetensorsWriter();
    writer.metadata("seed", Long.toString(recipe.run().seed()));
    writer.metadata("data", "picture world: Noto Emoji, Blobmoji, FxEmojis drawings");
    for (TensorEntry entry : trained.entries().values()) {
      writer.add(entry.name(), DataType.F16, entry.shape(), entry.floats());
    }
    writer.write(file);
  }

  private JsonObject config(List<String> things) {
    JsonObject config = JsonParser.parseString(recipe.judgeJson()).getAsJsonObject();
    config.add("thing_names", GSON.toJsonTree(things));
    config.add(
        "colour_names",
        GSON.toJsonTree(Arrays.stream(ObjectColour.values()).map(ObjectColour::word).toList()));
    return config;
  }

  private static void writeText(Path file, String text) throws IOException {
    Files.writeString(file, text + "\n");
  }
}
