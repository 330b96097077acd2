package ai.vugen.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.GenerateRequest;
import ai.vugen.VuGen;
import ai.vugen.evaluation.features.OnnxFiles;
import ai.vugen.onnx.OnnxGraph;
import ai.vugen.pipeline.TinyModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measures pictures of a model of random weights by networks without weights. */
class FolderCommandsTest {
  private final Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  FolderCommandsTest(@TempDir Path folder) {
    this.folder = folder;
    System.setProperty("vugen.home", folder.resolve("cache").toString());
  }

  @AfterEach
  void useDefaultCache() {
    System.clearProperty("vugen.home");
  }

  private int execute(Object... arguments) {
    return VuGenCommand.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
  }

  private Path pictures(String name, int first) throws IOException {
    Path pictures = Files.createDirectories(folder.resolve(name));
    try (VuGen vugen = VuGen.builder().model(TinyModel.write(folder.resolve("tiny"), 1)).build()) {
      for (int seed = first; seed < first + 4; seed++) {
        vugen
            .generate(GenerateRequest.builder("red").seed(seed).steps(2).build())
            .get(0)
            .save(pictures.resolve(seed + ".png"));
      }
    }
    return pictures;
  }

  @Test
  void foldersHaveADistance() throws IOException {
    int code =
        execute(
            "evaluate",
            "distance",
            "--real",
            pictures("real", 0),
            "--drawn",
            pictures("drawn", 4),
            "--extractor",
            OnnxFiles.meanColour(folder.resolve("colour.onnx"), 224),
            "--output",
            "mean",
            "--input",
            "clip",
            "--neighbours",
            2,
            "--out",
            folder.resolve("run"));
    assertThat(code).as(err.toString()).isZero();
    assertThat(out.toString()).contains("frechet distance").contains("report.html");
    assertThat(folder.resolve("run").resolve("features.safetensors")).isRegularFile();
    assertThat(folder.resolve("run").resolve("report.json")).content().contains("colour.onnx");
  }

  @Test
  void picturesAreComparedWithThePromptsTheyWereDrawnFrom() throws IOException {
    int code =
        execute(
            "evaluate",
            "clip-score",
            "--images",
            pictures("drawn", 0),
            "--image-encoder",
            OnnxFiles.meanColour(folder.resolve("colour.onnx"), 224),
            "--image-output",
            "mean",
            "--text-encoder",
            OnnxFiles.meanWord(
                folder.resolve("words.onnx"), OnnxGraph.withoutWeights("any").dim("tokens")),
            "--tokenizer",
            OnnxFiles.tokenizer(folder.resolve("tokenizer.json")),
            "--convention",
            "torchmetrics",
            "--out",
            folder.resolve("run"));
    assertThat(code).as(err.toString()).isZero();
    assertThat(out.toString()).contains("clip score").contains("report.html");
    assertThat(folder.resolve("run").resolve("report.json"))
        .content()
        .contains("\"caption\": \"red\"")
        .contains("torchmetrics");
  }
}
