package ai.vugen.flow;

import static ai.vugen.flow.ReferenceFlows.stateOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.goldens.Goldens;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuidedVelocityTest {
  /** Branches that differ by sample, time and position, and write down how they were asked. */
  private static final class RecordingBranches implements Branches {
    final StringBuilder asked = new StringBuilder();

    @Override
    public void conditional(double[] z, double t, double[] conditional) {
      asked.append('0');
      Arrays.setAll(conditional, i -> c(z[i], t));
    }

    @Override
    public void both(double[] z, double t, double[] conditional, double[] unconditional) {
      asked.append('1');
      Arrays.setAll(conditional, i -> c(z[i], t));
      Arrays.setAll(unconditional, i -> u(z[i], t));
    }

    static double c(double z, double t) {
      return Math.cos(3 * z + t) - z;
    }

    static double u(double z, double t) {
      return Math.sin(z) * (1 - t);
    }
  }

  static Stream<JsonElement> timeRuleCases() {
    return Goldens.json("decoders/guidance.json")
        .getAsJsonObject()
        .getAsJsonArray("t_rule_cases")
        .asList()
        .stream();
  }

  @ParameterizedTest
  @MethodSource("timeRuleCases")
  void interval_matchesReferenceTables(JsonElement element) {
    JsonObject table = element.getAsJsonObject();
    GuidanceInterval interval =
        new GuidanceInterval(table.get("t_lo").getAsDouble(), table.get("t_hi").getAsDouble());
    TowerSchedule schedule =
        new TowerSchedule(table.get("steps").getAsInt(), table.get("alpha").getAsDouble());

    assertThat(asked(Solver.EULER, Guidance.classifierFree(5), interval, schedule))
        .isEqualTo(table.get("guided").getAsString());
  }

  @ParameterizedTest
  @CsvSource({
    "0.3, 0.7, 0001111100", // both ends on the grid are inside
    "0.30000000000000004, 0.7, 0000111100",
    "0.3, 0.6999999999999998, 0001111000",
    "0.5, 0.5, 0000010000",
    "0.55, 0.55, 0000000000",
    "0, 0, 1000000000",
    "1, 1, 0000000000", // no step starts at the data
    "0.9, 1, 0000000001",
    "0, 1, 1111111111",
  })
  void interval_endsOnTheGrid_areInside(double lo, double hi, String guided) {
    assertThat(
            asked(
                Solver.EULER,
                Guidance.classifierFree(5),
                new GuidanceInterval(lo, hi),
                TowerSchedule.even(10)))
        .isEqualTo(guided);
  }

  @ParameterizedTest
  @EnumSource(
      value = Solver.class,
      names = {"MIDPOINT", "HEUN"})
  void interval_secondOrderSolver_isDecidedByTheStartOfTheStep(Solver solver) {
    GuidanceInterval interval = new GuidanceInterval(0.25, 0.5);

    assertThat(asked(solver, Guidance.classifierFree(5), interval, TowerSchedule.even(4)))
        .isEqualTo("00111100");
  }

  @Test
  void scaleOne_everyKind_evaluatesTheConditionalBranchOnly() {
    for (Guidance guidance :
        List.of(
            Guidance.none(),
            Guidance.classifierFree(1),
            Guidance.classifierFree(1).rescaled(0.7),
            new Guidance.CfgZeroStar(1, 0),
            new Guidance.AdaptiveProjected(1, 0, 2.5, -0.5))) {
      FlowState state = stateOf(0.4, -1);
      run(Solver.EULER, guidance, GuidanceInterval.ALWAYS, TowerSchedule.even(1), state, 2);

      assertThat(asked(Solver.EULER, guidance, GuidanceInterval.ALWAYS, TowerSchedule.even(3)))
          .as("%s", guidance)
          .isEqualTo("000");
      assertThat(state.z())
          .as("%s", guidance)
          .containsExactly(0.4 + RecordingBranches.c(0.4, 0), -1 + RecordingBranches.c(-1, 0));
    }
  }

  @Test
  void none_combine_isTheConditionalVelocity() {
    double[] v = new double[3];

    Guidance.none().combine(new double[] {1, 2, 3}, new double[3], new double[3], v, 1, 3);

    assertThat(v).containsExactly(0, 2, 3);
  }

  @Test
  void zeroSteps_standStillWithoutEvaluatingWhateverTheInterval() {
    Guidance guidance = new Guidance.CfgZeroStar(5, 2);
    double[] visited = new double[4];
    FlowState state = stateOf(0.4);
    RecordingBranches branches = new RecordingBranches();
    var velocity = new GuidedVelocity(branches, guidance, new GuidanceInterval(0.5, 0.5), 1, 1);

    Solver.EULER.integrate(
        velocity, TowerSchedule.even(4), state, s -> visited[s.stepsDone() - 1] = s.z()[0]);

    assertThat(branches.asked).hasToString("10");
    assertThat(visited[0]).isEqualTo(0.4);
    assertThat(visited[1]).isEqualTo(0.4);
    assertThat(visited[2]).isNotEqualTo(0.4);
    assertThat(Guidance.cfgZeroStar(5).rescaled(0.5).zeroSteps()).isOne();
    assertThat(Guidance.classifierFree(5).zeroSteps()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void zeroSteps_notFewerThanSteps_areRefused(int zeroSteps) {
    Guidance guidance = new Guidance.CfgZeroStar(5, zeroSteps);

    assertThatThrownBy(
            () -> asked(Solver.EULER, guidance, GuidanceInterval.ALWAYS, TowerSchedule.even(4)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage(
            "zero-init steps is " + zeroSteps + "; expected fewer than the 4 steps of the run");
  }

  static Stream<Guidance> guidances() {
    return Stream.of(
        Guidance.none(),
        Guidance.classifierFree(5),
        Guidance.classifierFree(5).rescaled(0.7),
        Guidance.cfgZeroStar(5).rescaled(0.3),
        new Guidance.AdaptiveProjected(5, 0.25, 1.5, -0.5));
  }

  @ParameterizedTest
  @MethodSource("guidances")
  void batch_eachSample_isWhatItIsAlone(Guidance guidance) {
    double[] noise = new double[3 * 8];
    for (int image = 0; image < 3; image++) {
      new Noise(7, image, Noise.Stream.TOWER_LATENT).fill(noise, image * 8, 8);
    }
    GuidanceInterval interval = new GuidanceInterval(0.2, 0.9);
    TowerSchedule schedule = new TowerSchedule(6, 2);
    FlowState batch = stateOf(noise);
    run(Solver.HEUN, guidance, interval, schedule, batch, 8);

    for (int image = 0; image < 3; image++) {
      FlowState alone = stateOf(Arrays.copyOfRange(noise, image * 8, image * 8 + 8));
      run(Solver.HEUN, guidance, interval, schedule, alone, 8);

      assertThat(Arrays.copyOfRange(batch.z(), image * 8, image * 8 + 8))
          .containsExactly(alone.z());
    }
  }

  @ParameterizedTest
  @MethodSource("guidances")
  void secondRun_sameVelocity_startsAfresh(Guidance guidance) {
    var velocity =
        new GuidedVelocity(new RecordingBranches(), guidance, GuidanceInterval.ALWAYS, 1, 3);
    FlowState first = stateOf(0.1, 0.2, -3);
    FlowState second = stateOf(0.1, 0.2, -3);

    Solver.EULER.integrate(velocity, TowerSchedule.even(5), first, StepListener.NONE);
    Solver.EULER.integrate(velocity, TowerSchedule.even(5), second, StepListener.NONE);

    assertThat(second.z()).containsExactly(first.z());
  }

  @Test
  void degenerateVelocities_stayFinite() {
    double[] zeros = new double[4];
    double[] ones = {1, 1, 1, 1};
    for (Guidance guidance :
        List.of(
            Guidance.classifierFree(5).rescaled(1),
            Guidance.cfgZeroStar(5),
            new Guidance.AdaptiveProjected(5, 0.5, 2, 0.5))) {
      for (double[] c : List.of(zeros, ones)) {
        for (double[] u : List.of(zeros, ones)) {
          double[] v = new double[4];
          guidance.combine(c, u, new double[4], v, 0, 4);
          assertThat(v).as("%s of %s", guidance, List.of(c, u)).doesNotContain(Double.NaN);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, -0.001, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY})
  void scale_outOfRange_isRefused(double w) {
    String message =
        "guidance scale (cfg) is "
            + w
            + "; expected a finite number of 0 or more; 1 means no guidance";
    assertThatThrownBy(() -> Guidance.classifierFree(w))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> Guidance.cfgZeroStar(w))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> new Guidance.AdaptiveProjected(w, 1, 0, 0))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({"-0.1, 1", "0, 1.1", "0.6, 0.5", "NaN, 1", "0, NaN"})
  void interval_outOfRange_isRefused(double lo, double hi) {
    assertThatThrownBy(() -> new GuidanceInterval(lo, hi))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageStartingWith("guidance interval is [" + lo + ", " + hi + "]; expected 0 <= lo");
  }

  @Test
  void options_outOfRange_areRefused() {
    assertThatThrownBy(() -> new Guidance.CfgZeroStar(5, -1))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageStartingWith("zero-init steps is -1");
    for (double phi : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> Guidance.classifierFree(5).rescaled(phi))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessageStartingWith("guidance rescale (phi) is " + phi);
    }
    for (double eta : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> new Guidance.AdaptiveProjected(5, eta, 0, 0))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessageStartingWith("APG eta is " + eta);
    }
    for (double r : new double[] {-0.1, Double.POSITIVE_INFINITY, Double.NaN}) {
      assertThatThrownBy(() -> new Guidance.AdaptiveProjected(5, 1, r, 0))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessageStartingWith("APG norm threshold is " + r);
    }
    for (double beta : new double[] {-1, 1, Double.NaN}) {
      assertThatThrownBy(() -> new Guidance.AdaptiveProjected(5, 1, 0, beta))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessageStartingWith("APG momentum is " + beta);
    }
  }

  @Test
  void sizes_thatDoNotFit_areRefused() {
    Branches branches = new RecordingBranches();
    assertThatThrownBy(
            () -> new GuidedVelocity(branches, Guidance.none(), GuidanceInterval.ALWAYS, 0, 8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[0, 8]");
    var velocity = new GuidedVelocity(branches, Guidance.none(), GuidanceInterval.ALWAYS, 2, 8);
    assertThatThrownBy(() -> velocity.at(new double[15], 0, new double[15]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("state of 15 values; this velocity is for 16");
  }

  private static String asked(
      Solver solver, Guidance guidance, GuidanceInterval interval, TimeSchedule schedule) {
    RecordingBranches branches = new RecordingBranches();
    var velocity = new GuidedVelocity(branches, guidance, interval, 1, 2);
    solver.integrate(velocity, schedule, stateOf(0.1, -0.2), StepListener.NONE);
    return branches.asked.toString();
  }

  private static void run(
      Solver solver,
      Guidance guidance,
      GuidanceInterval interval,
      TimeSchedule schedule,
      FlowState state,
      int sampleSize) {
    var velocity =
        new GuidedVelocity(
            new RecordingBranches(), guidance, interval, state.z().length / sampleSize, sampleSize);
    solver.integrate(velocity, schedule, state, StepListener.NONE);
  }
}
