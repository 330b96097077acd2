package ai.vugen.flow;

import static ai.vugen.flow.ReferenceFlows.GAUSS;
import static ai.vugen.flow.ReferenceFlows.GOLDEN;
import static ai.vugen.flow.ReferenceFlows.LINEAR;
import static ai.vugen.flow.ReferenceFlows.greatestDifference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.vugen.goldens.Goldens;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Solvers against reference trajectories and exact solutions. */
class SolverGoldenTest {
  private static final double TOLERANCE = 1e-6;

  static Stream<Arguments> runs() {
    return Arrays.stream(Solver.values())
        .flatMap(
            solver ->
                IntStream.rangeClosed(1, 4)
                    .boxed()
                    .flatMap(
                        alpha ->
                            IntStream.of(1, 2, 4, 8, 25, 50)
                                .mapToObj(steps -> Arguments.of(solver, alpha, steps))));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void integrate_gauss_matchesReferenceTrajectory(Solver solver, int alpha, int steps) {
    double[] expected = GOLDEN.doubles("gauss." + run(solver, alpha, steps));
    FlowState state = ReferenceFlows.start();
    int size = state.z().length;
    double[] trajectory = Arrays.copyOf(state.z(), size * (steps + 1));

    solver.integrate(
        GAUSS,
        new TowerSchedule(steps, alpha),
        state,
        s -> System.arraycopy(s.z(), 0, trajectory, size * s.stepsDone(), size));

    assertThat(greatestDifference(trajectory, expected)).isLessThan(TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("runs")
  void integrate_linear_matchesReferenceResult(Solver solver, int alpha, int steps) {
    double[] result = linear(solver, alpha, steps);

    assertThat(
            greatestDifference(
                result, GOLDEN.doubles("linear." + run(solver, alpha, steps) + ".final")))
        .isLessThan(TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("runs")
  void integrate_linear_hasReferenceError(Solver solver, int alpha, int steps) {
    double expected =
        Goldens.json("decoders/flow_samplers.json")
            .getAsJsonObject()
            .getAsJsonObject("errors_at_t1_linear")
            .get(run(solver, alpha, steps))
            .getAsDouble();

    double error =
        greatestDifference(linear(solver, alpha, steps), GOLDEN.doubles("linear.exact_t1"));

    assertThat(error).isCloseTo(expected, within(5e-4 * expected + TOLERANCE));
  }

  @ParameterizedTest
  @CsvSource({
    "EULER, 1, 2",
    "MIDPOINT, 1, 4",
    "HEUN, 1, 4",
    "EULER, 3, 2",
    "MIDPOINT, 3, 4",
    "HEUN, 3, 4"
  })
  void integrate_halvedInterval_dividesErrorByOrder(Solver solver, int alpha, double ratio) {
    double[] fine = linear(solver, alpha, 3200);
    double[] coarse = linear(solver, alpha, 200);
    double[] halved = linear(solver, alpha, 400);

    assertThat(greatestDifference(coarse, fine) / greatestDifference(halved, fine))
        .isCloseTo(ratio, within(0.15 * ratio));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0", "0.1", "0.5", "0.9", "1.0"})
  void gauss_exactSolution_hasTheFieldAsItsVelocity(String time) {
    double t = Double.parseDouble(time);
    double[] z0 = GOLDEN.doubles("z0");
    double[] v = new double[z0.length];

    GAUSS.at(z0, t, v);

    assertThat(greatestDifference(v, GOLDEN.doubles("gauss.v_t" + time))).isLessThan(TOLERANCE);
  }

  @Test
  void integrate_manySteps_reachesExactSolution() {
    FlowState state = ReferenceFlows.start();

    Solver.MIDPOINT.integrate(GAUSS, TowerSchedule.even(400), state, StepListener.NONE);

    assertThat(greatestDifference(state.z(), GOLDEN.doubles("gauss.exact_t1.0")))
        .isLessThan(TOLERANCE);
  }

  private static double[] linear(Solver solver, int alpha, int steps) {
    FlowState state = ReferenceFlows.start();
    solver.integrate(LINEAR, new TowerSchedule(steps, alpha), state, StepListener.NONE);
    return state.z();
  }

  private static String run(Solver solver, int alpha, int steps) {
    return solver.name().toLowerCase(Locale.ROOT) + ".a" + alpha + ".n" + steps;
  }
}
