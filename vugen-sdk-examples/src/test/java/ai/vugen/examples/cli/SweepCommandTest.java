package ai.vugen.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Sweeps a model of random weights with a judge of random weights. */
class SweepCommandTest {
  private final Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  SweepCommandTest(@TempDir Path folder) {
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

  private int sweep(Path drawings) throws IOException {
    List<Object> arguments = new ArrayList<>(List.of("evaluate", "sweep"));
    arguments.addAll(List.of("--model", TinyModel.write(folder.resolve("tiny"), 1)));
    arguments.addAll(List.of("--judge", RandomJudge.write(folder.resolve("judge"), 1)));
    arguments.addAll(List.of("--sprites", drawings, "--out", folder.resolve("run")));
    arguments.addAll(List.of("--images", 6, "--limit", 1, "--only", "decoder"));
    return execute(arguments.toArray());
  }

  @Test
  void oneSweepIsMeasuredReportedAndFoundAgain() throws IOException {
    Path drawings = Drawings.folder(folder.resolve("drawings"));
    assertThat(sweep(drawings)).as(err.toString()).isZero();
    Path page = folder.resolve("run/results.md");
    assertThat(out.toString()).isEqualTo(page + System.lineSeparator());
    assertThat(err.toString()).isEmpty();
    assertThat(page)
        .content()
        .contains("# Sweeps of tiny", "## Decoder")
        .doesNotContain("## Steps");
    assertThat(folder.resolve("run/decoder-psnr.png")).exists();

    String before = Files.readString(page);
    assertThat(sweep(drawings)).as(err.toString()).isZero();
    assertThat(page).hasContent(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evaluate sweep",
        "evaluate sweep --judge x --out y",
        "evaluate sweep --judge x --out y --sprites z --images 5",
        "evaluate sweep --judge x --out y --sprites z --limit 0",
        "evaluate sweep --judge x --out y --sprites z --only all",
      })
  void wrongUsageIsToldInOneLineWithCode2(String words) {
    assertThat(execute((Object[]) words.split(" "))).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(2).first().asString().startsWith("run: ");
    assertThat(err.toString()).contains("Try: run evaluate sweep");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aFolderWithoutDrawingsIsTold() throws IOException {
    assertThat(sweep(folder)).isEqualTo(1);
    assertThat(err.toString()).startsWith("run: ").contains("concepts.tsv");
    assertThat(folder.resolve("run")).doesNotExist();
  }
}
