package ai.vugen.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.evaluation.judge.ConstantJudge;
import ai.vugen.evaluation.judge.RandomJudge;
import ai.vugen.pipeline.TinyModel;
import ai.vugen.world.Drawings;
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

/**
 * Evaluates a model of random weights by a judge that always sees a red dog, and nano by scenes.
 */
class EvaluateCommandTest {
  private static final String PROMPTS =
      """
      {"tag": "single_object", "include": [{"class": "dog", "count": 1}], "prompt": "a dog"}
      {"tag": "single_object", "include": [{"class": "cat", "count": 1}], "prompt": "a cat"}
      {"tag": "colors", "include": [{"class": "dog", "count": 1, "color": "blue"}], "prompt": "a blue dog"}
      """;

  private static final String COW =
      """
      {"tag": "single_object", "include": [{"class": "cow", "count": 1}], "prompt": "a cow"}
      """;

  private final Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  EvaluateCommandTest(@TempDir Path folder) {
    this.folder = folder;
    System.setProperty("vugen.home", folder.resolve("cache").toString());
  }

  @AfterEach
  void useDefaultCache() {
    System.clearProperty("vugen.home");
  }

  private int execute(Object... arguments) {
    List<String> words = new ArrayList<>();
    for (Object argument : arguments) {
      words.add(argument.toString());
    }
    return VuGenCommand.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words.toArray(String[]::new));
  }

  private int evaluate(Object... more) throws IOException {
    Path prompts = Files.writeString(folder.resolve("prompts.jsonl"), PROMPTS);
    List<Object> arguments = new ArrayList<>(List.of("evaluate", "geneval"));
    arguments.addAll(List.of("--model", TinyModel.write(folder.resolve("tiny"), 1)));
    arguments.addAll(List.of("--judge", ConstantJudge.write(folder.resolve("judge"), 0, 1)));
    arguments.addAll(List.of("--out", folder.resolve("run"), "--prompts", prompts));
    arguments.addAll(List.of(more));
    return execute(arguments.toArray());
  }

  @Test
  void imagesAreDrawnJudgedAndReported() throws IOException {
    assertThat(evaluate("--images", 2, "--steps", 2, "--solver", "heun", "--cfg", 2))
        .as(err.toString())
        .isZero();
    Path page = folder.resolve("run/report.html");
    assertThat(out.toString())
        .contains("single_object    = 50.00% (2 / 4)", "colors           = 0.00% (0 / 2)")
        .contains("Overall score (avg. over tasks): 0.25000")
        .contains("held out scenes (10 pictures): 25.00% of objects missed")
        .endsWith(page + System.lineSeparator());
    assertThat(err.toString()).isEmpty();
    assertThat(page).content().contains("judge of the picture world", "heun", "a blue dog");
    assertThat(folder.resolve("run/report.json")).exists();
    assertThat(folder.resolve("run/00002/samples/0001.png")).exists();
  }

  @Test
  void aLimitTakesTheFirstPromptsOfEachTask() throws IOException {
    assertThat(evaluate("--limit", 1, "--images", 1, "--steps", 2)).as(err.toString()).isZero();
    assertThat(out.toString()).contains("Total prompts: 2");
    assertThat(folder.resolve("run/00001")).doesNotExist();
    assertThat(folder.resolve("run/00002/samples/0000.png")).exists();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evaluate",
        "evaluate mme",
        "evaluate geneval",
        "evaluate geneval --judge x",
        "evaluate judge",
        "evaluate judge --sprites x --scenes 0",
        "evaluate calibration --sprites x",
        "evaluate calibration --sprites x --out y --images 0",
        "evaluate calibration --sprites x --out y --limit 0",
        "evaluate geneval --judge x --out y --images 0",
        "evaluate geneval --judge x --out y --limit 0",
        "evaluate geneval --judge x --out y --solver best",
        "evaluate understanding --out y",
        "evaluate understanding --sprites x --out y --scenes 0",
        "evaluate reconstruction --sprites x",
        "evaluate reconstruction --sprites x --out y --scenes many",
      })
  void wrongUsageIsToldInOneLineWithCode2(String words) {
    assertThat(execute((Object[]) words.split(" "))).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(2).first().asString().startsWith("run: ");
    assertThat(err.toString()).contains("Try: run evaluate");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aFolderWithoutAJudgeIsTold() {
    assertThat(execute("evaluate", "geneval", "--judge", folder, "--out", folder)).isEqualTo(1);
    assertThat(err.toString()).startsWith("run: ").contains("config.json cannot be read");
  }

  private int evaluateScenes(String benchmark, Path drawings) {
    Path run = folder.resolve("run");
    List<Object> arguments = new ArrayList<>(List.of("evaluate", benchmark));
    arguments.addAll(List.of("--sprites", drawings, "--out", run, "--scenes", 2, "--seed", 3));
    if (benchmark.equals("reconstruction")) {
      arguments.addAll(List.of("--judge", RandomJudge.write(folder.resolve("judge"), 1)));
    }
    return execute(arguments.toArray());
  }

  @Test
  void aJudgeIsMeasuredAgain() throws IOException {
    Path drawings = Drawings.folder(folder.resolve("drawings"));
    Path judge = ConstantJudge.writeOfDrawings(folder.resolve("judge"), 2, 1);
    assertThat(execute("evaluate", "judge", "--sprites", drawings, "--judge", judge, "--scenes", 3))
        .as(err.toString())
        .isZero();
    assertThat(out.toString().lines().toList())
        .hasSize(7)
        .satisfies(lines -> assertThat(lines.get(0)).matches("judge [0-9a-f]{64}"))
        .contains("stated, on 10 scenes of each split, seed 4:")
        .contains("measured now, on 3 scenes of each split, seed 0:");
    assertThat(out.toString())
        .containsPattern("held out scenes: +objects found 75.00%")
        .containsPattern("held out combinations: objects found .*a picture [01]\\.");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aJudgeIsCalibrated() throws IOException {
    Path drawings = Drawings.folder(folder.resolve("drawings"));
    Path judge = ConstantJudge.writeOfDrawings(folder.resolve("judge"), 1, 1);
    Path prompts = Files.writeString(folder.resolve("prompts.jsonl"), PROMPTS + COW);
    Path run = folder.resolve("run");
    assertThat(
            execute(
                "evaluate",
                "calibration",
                "--sprites",
                drawings,
                "--judge",
                judge,
                "--out",
                run,
                "--prompts",
                prompts,
                "--images",
                2))
        .as(err.toString())
        .isZero();
    Path page = run.resolve("report.html");
    assertThat(out.toString())
        .contains(
            "single_object    = 50.00% (2 / 4), shuffled ", "colors           = 0.00% (0 / 2)")
        .contains("25.00% of objects missed")
        .contains("Prompts not composed: 1", "a cow: There is no drawing of \"cow\".")
        .endsWith(page + System.lineSeparator());
    assertThat(err.toString()).isEmpty();
    assertThat(page).exists();
    assertThat(run.resolve("composed/report.html")).content().contains("a blue dog");
    assertThat(run.resolve("shuffled/00002/samples/0001.png")).exists();
  }

  @Test
  void questionsAboutScenesAreAskedAndReported() throws IOException {
    Path drawings = Drawings.folder(folder.resolve("drawings"));
    assertThat(evaluateScenes("understanding", drawings)).as(err.toString()).isZero();
    Path page = folder.resolve("run/report.html");
    assertThat(out.toString())
        .startsWith("held out scenes:")
        .contains("held out combinations:", ", chance ")
        .endsWith(page + System.lineSeparator());
    assertThat(err.toString()).isEmpty();
    assertThat(page).content().contains("pictures/held_out_combinations-0001.png");
    assertThat(folder.resolve("run/report.json")).content().contains("\"seed\": 3");
  }

  @Test
  void scenesAreReconstructedAndReported() throws IOException {
    Path drawings = Drawings.folder(folder.resolve("drawings"));
    assertThat(evaluateScenes("reconstruction", drawings)).as(err.toString()).isZero();
    Path page = folder.resolve("run/report.html");
    assertThat(out.toString())
        .startsWith("held out scenes:")
        .contains("  1 step   PSNR ", "  8 steps  PSNR ", " dB", "SSIM 0.", "Fréchet distance ")
        .endsWith(page + System.lineSeparator());
    assertThat(err.toString()).isEmpty();
    assertThat(page).content().contains("pictures/held_out_scenes-0001-steps-8.png");
    assertThat(folder.resolve("run/report.json")).content().contains("\"seed\": 3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"understanding", "reconstruction"})
  void aFolderWithoutDrawingsIsTold(String benchmark) {
    assertThat(evaluateScenes(benchmark, folder.resolve("absent"))).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("run: ")
        .contains("concepts.tsv", "give the folder of drawings");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void promptsThatCannotBeReadAreTold() {
    Path absent = folder.resolve("absent.jsonl");
    assertThat(execute("evaluate", "geneval", "--judge", "x", "--out", folder, "--prompts", absent))
        .isEqualTo(1);
    assertThat(err.toString()).startsWith("run: ").contains("absent.jsonl cannot be read");
  }
}
