package ai.vugen.evaluation.sweep;

import static ai.vugen.evaluation.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.VuGen;
import ai.vugen.VuGenBuilder;
import ai.vugen.evaluation.judge.ConstantJudge;
import ai.vugen.evaluation.judge.Judge;
import ai.vugen.evaluation.judge.RandomJudge;
import ai.vugen.pipeline.TinyModel;
import ai.vugen.world.Drawings;
import ai.vugen.world.Sprites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs with a model and a judge of random weights. */
final class SweepRunTest {
  private static final SweepSettings SETTINGS = SweepSettings.firstPrompts(12, 1);
  private static final int IMAGES = 12 + 6;

  private static Path model = Path.of("");
  private static Path judge = Path.of("");
  private static Path drawings = Path.of("");

  private final Path folder;
  private final List<SweepRun.Progress> progress = new ArrayList<>();

  SweepRunTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeAll
  static void writeModel(@TempDir Path shared) throws IOException {
    System.setProperty("vugen.home", shared.resolve("cache").toString());
    model = TinyModel.write(shared.resolve("tiny"), 1);
    judge = RandomJudge.write(shared.resolve("judge"), 1);
    drawings = Drawings.folder(shared.resolve("drawings"));
  }

  @AfterAll
  static void useDefaultCache() {
    System.clearProperty("vugen.home");
  }

  /** Two points of guidance and all of the decoder. */
  private static List<SweepPoint> some(SweepRun run) {
    List<SweepPoint> points = new ArrayList<>(run.points(List.of(Sweep.GUIDANCE)).subList(0, 2));
    points.addAll(run.points(List.of(Sweep.DECODER)));
    return points;
  }

  private List<SweepPoint.Result> measure(
      SweepSettings settings, Path judgeFolder, UnaryOperator<VuGenBuilder> changes) {
    progress.clear();
    VuGenBuilder builder = changes.apply(VuGen.builder().model(model).steps(2));
    try (VuGen vugen = builder.build();
        Judge opened = Judge.open(judgeFolder)) {
      SweepRun run =
          new SweepRun(vugen, opened, Sprites.load(drawings), settings, folder, progress::add);
      return run.measure(some(run));
    }
  }

  private List<SweepPoint.Result> measure() {
    return measure(SETTINGS, judge, builder -> builder);
  }

  /** The names of the points that were measured last, in that order. */
  private List<String> measured() {
    return progress.stream().map(told -> told.point().name()).distinct().toList();
  }

  private static SweepPoint.Result named(List<SweepPoint.Result> results, String name) {
    return results.stream().filter(r -> r.point().name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void everyPointIsMeasuredAndTold() {
    List<SweepPoint.Result> results = measure();

    assertThat(results)
        .extracting(result -> result.point().name())
        .containsExactly(
            "guidance-1", "guidance-1.5", "decoder-1", "decoder-2", "decoder-4", "decoder-8");
    for (SweepPoint.Result result : results) {
      assertThat(result.frechet()).isPositive().isFinite();
      assertThat(result.density()).isNotNegative().isFinite();
      assertThat(result.coverage()).isBetween(0.0, 1.0);
      assertThat(result.geneval()).isBetween(0.0, 1.0);
      assertThat(result.seconds()).isPositive();
    }
    assertThat(progress)
        .hasSize(6 * IMAGES)
        .extracting(SweepRun.Progress::images)
        .containsOnly(IMAGES);
    SweepRun.Progress last = progress.get(progress.size() - 1);
    assertThat(last.image()).isEqualTo(IMAGES);
    assertThat(last.done()).isEqualTo(last.work()).isEqualTo(IMAGES * (2 * 3 + 15L));
  }

  @Test
  void decodersAreComparedWithTheFinest() {
    List<SweepPoint.Result> results = measure();
    assertThat(measured()).endsWith("decoder-8", "decoder-4", "decoder-2", "decoder-1");
    assertThat(named(results, "decoder-8").psnr()).isNull();
    assertThat(named(results, "decoder-4").psnr()).isBetween(1.0, 100.0);
    assertThat(named(results, "decoder-1").psnr()).isBetween(1.0, 100.0);
    assertThat(named(results, "guidance-1").psnr()).isNull();
  }

  @Test
  void aSecondRunMeasuresNothing() {
    List<SweepPoint.Result> first = measure();
    assertThat(measure()).isEqualTo(first);
    assertThat(progress).isEmpty();
  }

  @Test
  void whatIsLostOrDamagedIsMeasuredAgain() throws IOException {
    List<SweepPoint.Result> first = measure();
    Path points = folder.resolve("points");
    assertThat(points).isDirectoryNotContaining("glob:**.part");
    Files.delete(points.resolve("decoder-2.json"));
    Path damaged = points.resolve("guidance-1.5.json");
    byte[] bytes = Files.readAllBytes(damaged);
    Files.write(damaged, Arrays.copyOf(bytes, bytes.length / 2));
    Path other = points.resolve("guidance-1.json");
    Files.writeString(other, Files.readString(other).replace("\"density\"", "\"dense\""));

    List<SweepPoint.Result> again = measure();

    assertThat(measured()).containsExactly("guidance-1", "guidance-1.5", "decoder-2");
    for (int i = 0; i < first.size(); i++) {
      assertThat(again.get(i).frechet()).isEqualTo(first.get(i).frechet());
      assertThat(again.get(i).psnr()).isEqualTo(first.get(i).psnr());
    }
  }

  @Test
  void otherProtocolsAreMeasuredAnew() {
    measure();
    measure(SETTINGS, judge, builder -> builder.cfg(2));
    assertThat(measured()).containsExactly("decoder-8", "decoder-4", "decoder-2", "decoder-1");
    measure(SweepSettings.firstPrompts(11, 1), judge, builder -> builder.cfg(2));
    assertThat(measured()).hasSize(6);
    measure(SweepSettings.firstPrompts(11, 2), judge, builder -> builder.cfg(2));
    assertThat(measured()).hasSize(6);
    measure(
        SweepSettings.firstPrompts(11, 2),
        RandomJudge.write(folder.resolve("other"), 2),
        builder -> builder.cfg(2));
    assertThat(measured()).hasSize(6);
  }

  @Test
  void aJudgeThatSeesNoDifferenceGivesNumbersToo() {
    SweepPoint.Result result =
        measure(SETTINGS, ConstantJudge.write(folder.resolve("same"), 0, 1), builder -> builder)
            .get(0);
    assertThat(result.frechet()).isZero();
    assertThat(result.coverage()).isZero();
  }

  @Test
  void aFolderThatCannotBeMadeIsRefused() throws IOException {
    Files.writeString(folder.resolve("points"), "a file");
    refused(this::measure, "points cannot be made");
  }
}
