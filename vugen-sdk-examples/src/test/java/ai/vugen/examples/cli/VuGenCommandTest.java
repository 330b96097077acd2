package ai.vugen.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.GenerateRequest;
import ai.vugen.VuGen;
import ai.vugen.assembly.PlmFolder;
import ai.vugen.image.PixelsReader;
import ai.vugen.pipeline.TinyModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the commands in this JVM, on a model with random weights. */
class VuGenCommandTest {
  private final Path folder;
  private final Path model;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  VuGenCommandTest(@TempDir Path folder) {
    this.folder = folder;
    this.model = TinyModel.write(folder.resolve("tiny"), 1);
    System.setProperty("vugen.home", folder.resolve("cache").toString());
  }

  @AfterEach
  void useDefaultCache() {
    System.clearProperty("vugen.home");
  }

  private int execute(Object... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> words = new ArrayList<>();
    for (Object argument : arguments) {
      words.add(argument.toString());
    }
    return VuGenCommand.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words.toArray(String[]::new));
  }

  private Path generate(String name, Object... more) {
    Path file = folder.resolve(name);
    List<Object> arguments =
        new ArrayList<>(List.of("generate", "a red car", "--model", model, "--out", file));
    arguments.addAll(List.of(more));
    assertThat(execute(arguments.toArray())).as(err.toString()).isZero();
    return file;
  }

  @Test
  void generateWritesTheImageAndPrintsItsFile() throws IOException {
    Path first = generate("a/x.png", "--seed", 7, "--steps", 3, "--solver", "heun");
    assertThat(out.toString().strip()).isEqualTo(first.toString());
    assertThat(err.toString()).isEmpty();
    assertThat(PixelsReader.read(first).width()).isEqualTo(64);

    Path second = generate("b.png", "--seed", 7, "--steps", 3, "--solver", "heun");
    assertThat(second).hasSameBinaryContentAs(first);
    assertThat(generate("c.png", "--seed", 8, "--steps", 3, "--solver", "heun"))
        .matches(third -> !sameBytes(third, first));
  }

  private static boolean sameBytes(Path one, Path other) {
    try {
      return Files.mismatch(one, other) < 0;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void sheetDrawsEveryPromptOfAFile() throws IOException {
    Path prompts = folder.resolve("prompts.txt");
    Files.writeString(prompts, "a red car\n\na dog to the left of a cat\nthree cups\n");
    Path sheet = folder.resolve("sheets");
    Files.createDirectories(sheet);
    assertThat(
            execute(
                "sheet", prompts, "--model", model, "--steps", 2, "--columns", 2, "--out", sheet))
        .as(err.toString())
        .isZero();
    Path file = sheet.resolve("prompts-sheet.png");
    assertThat(out.toString().strip()).isEqualTo(file.toString());
    assertThat(PixelsReader.read(file).width()).isGreaterThan(2 * 64).isLessThan(3 * 64);
    assertThat(PixelsReader.read(file).height()).isGreaterThan(2 * 64);

    Files.writeString(prompts, "\n");
    assertThat(execute("sheet", prompts, "--model", model)).isEqualTo(1);
    assertThat(err.toString()).contains("has no prompts");
    assertThat(execute("sheet", folder.resolve("none.txt"), "--model", model)).isEqualTo(1);
    assertThat(err.toString()).contains("none.txt", "cannot be read");
  }

  @Test
  void severalImagesGetTheirIndexAndAFolderTheNameOfThePrompt() {
    generate("x.png", "--count", 2, "--steps", 2, "--negative", "dark", "--cfg", 2.5);
    assertThat(folder.resolve("x-0.png")).exists();
    assertThat(folder.resolve("x-1.png")).exists();

    generate("", "--steps", 2, "--seed", 3, "--decoder-steps", 2);
    assertThat(folder.resolve("a-red-car-seed3.png")).exists();

    generate("y.png", "--steps", 2, "--random-seed");
    assertThat(err.toString()).containsPattern("Seed -?[0-9]+");
  }

  @Test
  void understandPrintsTheAnswer() {
    Path image = generate("x.png", "--steps", 2);
    assertThat(execute("understand", image, "what is it?", "--model", model, "--max-tokens", 4))
        .as(err.toString())
        .isZero();
    assertThat(out.toString()).endsWith(System.lineSeparator());

    List<Object> frames = List.of("understand", image, image, "what moves?", "--model", model);
    assertThat(execute(with(frames, "--max-tiles", 0, "--max-tokens", 4)))
        .as(err.toString())
        .isZero();
    assertThat(execute(with(frames, "--max-tiles", 36))).isEqualTo(1);
    assertThat(err.toString()).contains("context holds 160", "fewer image tiles");
  }

  private static Object[] with(List<Object> words, Object... more) {
    List<Object> all = new ArrayList<>(words);
    all.addAll(List.of(more));
    return all.toArray();
  }

  @Test
  void reconstructAndReplayWriteImages() {
    Path image = generate("x.png", "--steps", 2);
    assertThat(execute("reconstruct", image, "--model", model, "--out", folder)).isZero();
    assertThat(PixelsReader.read(folder.resolve("x-reconstructed.png")).width()).isEqualTo(64);

    assertThat(execute("replay", image, "--model", model, "--out", folder)).isZero();
    assertThat(err.toString()).contains("Every pixel is that of");
    assertThat(folder.resolve("x-replayed.png")).hasSameBinaryContentAs(image);
  }

  @Test
  void replayRefusesTheImageOfAnotherModel() {
    Path image = generate("x.png", "--steps", 2);
    Path other = TinyModel.write(folder.resolve("other"), 2);
    assertThat(execute("replay", image, "--model", other)).isEqualTo(1);
    assertThat(err.toString()).startsWith("run: ").contains("tiny", "other");
  }

  @Test
  void synthWritesAModelThatEveryCommandTakes() throws IOException {
    Path made = folder.resolve("made");
    Path config = model.resolve("config.json");
    assertThat(execute("synth", config, "--seed", 3, "--out", made)).as(err.toString()).isZero();
    assertThat(out.toString().strip()).isEqualTo(made.toString());
    assertThat(execute("verify", made)).as(out.toString()).isZero();
    Path image = folder.resolve("made.png");
    assertThat(execute("generate", "a cat", "--model", made, "--steps", 2, "--out", image))
        .isZero();
    assertThat(execute("understand", image, "what?", "--model", made, "--max-tokens", 2)).isZero();
    assertThat(execute("synth", config, "--out", made)).isEqualTo(1);
    assertThat(err.toString()).contains("not empty");
    assertThat(execute("synth", "plm-9b", "--out", folder.resolve("x"))).isEqualTo(1);
    assertThat(err.toString()).contains("plm-1b, vugen-1b");
  }

  @Test
  void initVugenMakesAModelThatDrawsOfOneThatSees() {
    Path plm = PlmFolder.write(folder.resolve("plm"));
    assertThat(execute("generate", "a cat", "--model", plm)).isEqualTo(1);
    assertThat(err.toString()).contains("init-vugen");
    Path made = folder.resolve("vugen");
    Path whole = model.resolve("model.safetensors"); // its decoder is of the wrong size
    assertThat(execute("init-vugen", "--plm", plm, "--decoder", whole, "--out", made)).isEqualTo(1);
    assertThat(err.toString()).contains("encoder size 448").hasLineCount(1);
    assertThat(execute("init-vugen", "--plm", plm, "--grid", 28, "--out", made))
        .as(err.toString())
        .isZero();
    assertThat(err.toString()).contains("the decoder is untrained");
    assertThat(out.toString().strip()).isEqualTo(made.toString());
    assertThat(execute("verify", made)).as(out.toString()).isZero();
  }

  @Test
  void exportWritesEveryGraphBesideTheWeights() {
    Path target = folder.resolve("onnx");
    assertThat(execute("export", "--model", model, "--out", target)).isZero();
    for (String name : List.of("vision", "language", "tower", "decoder")) {
      assertThat(target.resolve(name + ".onnx")).exists();
      assertThat(out.toString()).contains(name + ".onnx");
    }
    assertThat(target.resolve("model.safetensors"))
        .hasSameBinaryContentAs(model.resolve("model.safetensors"));
    assertThat(execute("export", "--model", model, "--out", model)).isZero();
    assertThat(model.resolve("tower.onnx")).hasSameBinaryContentAs(target.resolve("tower.onnx"));
  }

  @Test
  void verifyFindsDamage() throws IOException {
    Path catalog = folder.resolve("catalog.json");
    Files.writeString(catalog, "{\"format\": 1, \"models\": []}");
    assertThat(
            execute(
                "manifest",
                model,
                "--id",
                "tiny",
                "--title",
                "Random weights",
                "--model-version",
                "1",
                "--licence",
                "CC0-1.0",
                "--catalog",
                catalog))
        .as(err.toString())
        .isZero();
    assertThat(catalog).content().contains("\"bundled\"", "model.safetensors");
    assertThat(execute("verify", model)).isZero();
    assertThat(out.toString()).contains("model.safetensors: as listed", "The model is sound.");

    Path weights = model.resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    for (int i = bytes.length - 4; i < bytes.length; i++) {
      bytes[i] = (byte) 0xff; // the last float becomes NaN
    }
    Files.write(weights, bytes);
    assertThat(execute("verify", model)).isEqualTo(1);
    assertThat(out.toString())
        .contains("FAULT  model.safetensors: has SHA-256", "1 NaN", "2 faults");
  }

  @Test
  void verifyFindsWeightsThatDoNotFitTheConfiguration() throws IOException {
    Path config = model.resolve("config.json");
    Files.writeString(config, Files.readString(config).replace("\"hidden\": 16", "\"hidden\": 24"));
    assertThat(execute("verify", model)).isEqualTo(1);
    assertThat(out.toString()).contains("FAULT", "reducer.", "expected");
  }

  @Test
  void infoAndDoctorReport() {
    assertThat(execute("info", "--model", model)).isZero();
    assertThat(out.toString()).contains("Parameters", "64 x 64 pixels", "SHA-256", "4 x 4 x 4");
    assertThat(execute("doctor", "--model", model)).as(out.toString()).isZero();
    assertThat(out.toString())
        .contains("ONNX Runtime", "Telemetry     off", "trial image")
        .containsPattern("Arithmetic    [0-9]+ kinds of operators right on .*, ONNX Runtime [0-9]");
    assertThat(execute("doctor", "--model", folder.resolve("absent"))).isEqualTo(1);
    assertThat(out.toString()).contains("Problem", "absent");
  }

  @Test
  void versionIsTheOneOfTheBuild() {
    assertThat(execute("--version")).isZero();
    assertThat(out.toString()).containsPattern("VuGen SDK [0-9]+\\.[0-9]+\\.[0-9]+");
  }

  @Test
  void benchPrintsTables() {
    assertThat(
            execute(
                "bench",
                "--model",
                model,
                "--runs",
                2,
                "--starts",
                1,
                "--steps",
                3,
                "--callers",
                2))
        .as(err.toString())
        .isZero();
    assertThat(out.toString())
        .contains("process start to image on disk", "  2 more steps", "second question")
        .contains("to the first token", "each further token")
        .containsPattern("Process +[0-9]+ MiB")
        .contains("12 steps", "3 steps, cfg 1", "2 callers", "at once", "8 images together: ");
  }

  @Test
  void soakPrintsTheMemoryAndItsGrowth() {
    assertThat(execute("bench", "--model", model, "--soak", 17, "--steps", 2))
        .as(err.toString())
        .isZero();
    assertThat(out.toString())
        .containsPattern("(?m)^8,[0-9.]+,[0-9.]+$")
        .containsPattern("(?m)^24,[0-9.]+,[0-9.]+$")
        .containsPattern("first quarter: -?[0-9.]+ KiB an image");
    assertThat(
            SoakBench.slope(
                List.of(new double[] {1, 5}, new double[] {2, 7}, new double[] {4, 11})))
        .isEqualTo(2);
  }

  @Test
  void fewStepsAreThoseOfTheRequest() {
    Path few = generate("few.png", "--few-steps", "--seed", 5);
    GenerateRequest expected = GenerateRequest.builder("a red car").seed(5).fewSteps().build();
    try (VuGen vugen = VuGen.builder().model(model).build()) {
      assertThat(PixelsReader.read(few)).isEqualTo(vugen.generate(expected).get(0).toPixels());
    }
    assertThat(execute("generate", "red", "--few-steps", "--steps", 3)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "generate", "generate red --steps many", "generate red --seed 1 --random-seed", "dance",
        "export", "understand x.png", "bench --runs 0", "--nonsense"
      })
  void wrongUsageIsToldInOneLineWithCode2(String words) {
    assertThat(execute((Object[]) words.split(" "))).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(2).first().asString().startsWith("run: ");
    assertThat(err.toString()).contains("Try: run");
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "generate red --model giant",
        "understand absent.png what?",
        "replay absent.png",
        "generate red --steps 0",
        "verify absent",
      })
  void failuresAreToldInOneLineWithCode1(String words) {
    assertThat(execute((Object[]) words.split(" "))).isEqualTo(1);
    assertThat(err.toString().lines()).hasSize(1).first().asString().startsWith("run: ");

    assertThat(execute((Object[]) (words + " --verbose").split(" "))).isEqualTo(1);
    assertThat(err.toString()).contains("\tat ai.vugen.");
  }
}
