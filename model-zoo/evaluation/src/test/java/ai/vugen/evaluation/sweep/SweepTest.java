package ai.vugen.evaluation.sweep;

import static ai.vugen.evaluation.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.GenerateRequest;
import ai.vugen.evaluation.geneval.GenEvalPrompt;
import ai.vugen.evaluation.geneval.GenEvalTask;
import ai.vugen.flow.Guidance;
import ai.vugen.flow.Solver;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SweepTest {
  private static final GenerateRequest DEFAULTS = GenerateRequest.builder("any").shift(0.5).build();

  private static List<SweepPoint> all() {
    return Arrays.stream(Sweep.values()).flatMap(sweep -> sweep.points(DEFAULTS).stream()).toList();
  }

  @Test
  void guidanceVariesTheScaleAlone() {
    List<SweepPoint> points =
        Sweep.GUIDANCE.points(DEFAULTS.toBuilder().guidance(Guidance.classifierFree(3)).build());
    assertThat(points)
        .extracting(SweepPoint::label)
        .containsExactly("1", "1.5", "2", "3", "5", "8", "12");
    assertThat(points.get(1).settings()).isEqualTo(DEFAULTS.toBuilder().cfg(1.5).build());
    assertThat(points.get(1).name()).isEqualTo("guidance-1.5");
  }

  @Test
  void stepsAreVariedForEachSolver() {
    List<SweepPoint> points = Sweep.STEPS.points(DEFAULTS);
    assertThat(points).hasSize(7 * Solver.values().length);
    assertThat(points)
        .filteredOn(point -> point.settings().sampling().solver() == Solver.HEUN)
        .extracting(SweepPoint::name)
        .startsWith("steps-heun-1", "steps-heun-2")
        .endsWith("steps-heun-50");
    assertThat(points.get(0).settings()).isEqualTo(DEFAULTS.toBuilder().steps(1).build());
  }

  @Test
  void decodersBeginWithTheFinest() {
    assertThat(Sweep.DECODER.points(DEFAULTS))
        .extracting(SweepPoint::name)
        .containsExactly("decoder-8", "decoder-4", "decoder-2", "decoder-1");
  }

  @Test
  void namesAreUniqueAndPointsSorted() {
    assertThat(all()).extracting(SweepPoint::name).hasSize(7 + 21 + 4).doesNotHaveDuplicates();
    assertThat(all().stream().sorted(SweepPoint.ORDER))
        .extracting(SweepPoint::name)
        .startsWith("guidance-1", "guidance-1.5")
        .endsWith("decoder-1", "decoder-2", "decoder-4", "decoder-8");
  }

  @Test
  void workIsCountedInEvaluations() {
    GenerateRequest heun =
        DEFAULTS.toBuilder().solver(Solver.HEUN).steps(4).decoderSteps(2).build();
    assertThat(new SweepPoint(Sweep.STEPS, heun).evaluations()).isEqualTo(10);
    assertThat(new SweepPoint(Sweep.DECODER, heun).evaluations()).isEqualTo(2);
  }

  @Test
  void theFirstPromptsOfEachTaskAreTaken() {
    assertThat(SweepSettings.firstPrompts(6, 2).prompts())
        .extracting(GenEvalPrompt::task)
        .hasSize(2 * GenEvalTask.values().length)
        .containsOnly(GenEvalTask.values());
  }

  @Test
  void tooLittleIsRefused() {
    refused(() -> SweepSettings.firstPrompts(5, 1), "The number of images is 5; expected 6");
    refused(() -> SweepSettings.firstPrompts(6, 0), "The limit of prompts a task is 0");
    refused(() -> new SweepSettings(6, List.of()), "The number of GenEval prompts is 0");
  }
}
