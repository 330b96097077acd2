package ai.vugen.flow;

import static ai.vugen.flow.ReferenceFlows.LINEAR;
import static ai.vugen.flow.ReferenceFlows.stateOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.vugen.error.CancelledException;
import ai.vugen.error.ModelException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SolverTest {
  private static final double[] NOISE = {-1.5, 0.25, 2};
  private static final double[] DATA = {3, -0.5, 1.75};

  /** The velocity of the straight path from {@link #NOISE} to {@link #DATA}. */
  private static final Velocity STRAIGHT =
      (z, t, v) -> {
        for (int i = 0; i < v.length; i++) {
          v[i] = RectifiedFlow.TOWER.velocity(DATA[i], NOISE[i]);
        }
      };

  @ParameterizedTest
  @CsvSource({
    "EULER, 1",
    "EULER, 7",
    "MIDPOINT, 1",
    "MIDPOINT, 7",
    "HEUN, 1",
    "HEUN, 7",
  })
  void integrate_straightPath_endsAtTheDataInBothDirections(Solver solver, int steps) {
    for (TimeSchedule schedule :
        List.of(new TowerSchedule(steps, 2.5), new DecoderSchedule(steps, 2))) {
      FlowState state = stateOf(NOISE);

      solver.integrate(STRAIGHT, schedule, state, StepListener.NONE);

      assertThat(state.z()).containsExactly(DATA, within(1e-14));
    }
  }

  @Test
  void integrate_decoderSchedule_followsTheDecodersUpdateRule() {
    Velocity u = (x, t, v) -> Arrays.setAll(v, i -> Math.sin(x[i]) + t);
    double[] x = NOISE.clone();
    double[] t = {1, 0.5625, 0.25, 0.0625, 0};
    for (int k = 0; k < 4; k++) {
      for (int i = 0; i < x.length; i++) {
        x[i] = x[i] + (t[k] - t[k + 1]) * (Math.sin(x[i]) + t[k]);
      }
    }
    FlowState state = stateOf(NOISE);

    Solver.EULER.integrate(u, new DecoderSchedule(4, 2), state, StepListener.NONE);

    assertThat(state.z()).containsExactly(x);
  }

  @ParameterizedTest
  @CsvSource({
    "EULER, '0.0 0.25'",
    "MIDPOINT, '0.0 0.125 0.25 0.625'",
    "HEUN, '0.0 0.25 0.25 1.0'",
  })
  void integrate_shiftedTimes_evaluatesWhereTheMethodSays(Solver solver, String times) {
    List<String> asked = new ArrayList<>();
    Velocity velocity =
        (z, t, v) -> {
          asked.add(Double.toString(t));
          Arrays.fill(v, 1);
        };

    solver.integrate(velocity, new TowerSchedule(2, 3), stateOf(0), StepListener.NONE);

    assertThat(asked).containsExactly(times.split(" "));
    assertThat(asked).hasSize(2 * solver.evaluationsPerStep());
  }

  @ParameterizedTest
  @EnumSource(Solver.class)
  void integrate_listener_hearsEveryStepInOrder(Solver solver) {
    List<String> heard = new ArrayList<>();
    Velocity velocity =
        new Velocity() {
          @Override
          public void at(double[] z, double t, double[] v) {
            Arrays.fill(v, 1);
          }

          @Override
          public void beginStep(int step, TimeSchedule schedule) {
            heard.add("begin " + step);
          }
        };
    StepListener listener =
        new StepListener() {
          @Override
          public void beforeStep(int step, int steps) {
            heard.add("before " + step + " of " + steps);
          }

          @Override
          public void afterStep(FlowState state) {
            heard.add("after " + state.stepsDone() + " of " + state.steps() + ": " + state.time());
          }
        };

    solver.integrate(velocity, TowerSchedule.even(2), stateOf(0), listener);

    assertThat(heard)
        .containsExactly(
            "before 0 of 2",
            "begin 0",
            "after 1 of 2: 0.5",
            "before 1 of 2",
            "begin 1",
            "after 2 of 2: 1.0");
  }

  @Test
  void integrate_listenerThrows_stopsBeforeTheNextEvaluation() {
    List<Double> asked = new ArrayList<>();
    Velocity velocity =
        (z, t, v) -> {
          asked.add(t);
          Arrays.fill(v, 1);
        };
    CancelledException cancelled = new CancelledException("cancelled by the caller");
    StepListener cancelAtStep2 =
        new StepListener() {
          @Override
          public void beforeStep(int step, int steps) {
            if (step == 2) {
              throw cancelled;
            }
          }

          @Override
          public void afterStep(FlowState state) {}
        };

    assertThatThrownBy(
            () ->
                Solver.EULER.integrate(velocity, TowerSchedule.even(4), stateOf(0), cancelAtStep2))
        .isSameAs(cancelled);
    assertThat(asked).containsExactly(0.0, 0.25);
  }

  @ParameterizedTest
  @EnumSource(Solver.class)
  void cleanEstimate_straightPath_isTheDataFromTheFirstStepOn(Solver solver) {
    List<double[]> estimates = new ArrayList<>();
    for (TimeSchedule schedule : List.of(new TowerSchedule(3, 2), new DecoderSchedule(3, 2))) {
      solver.integrate(
          STRAIGHT,
          schedule,
          stateOf(NOISE),
          s ->
              estimates.add(
                  new double[] {s.cleanEstimate(0), s.cleanEstimate(1), s.cleanEstimate(2)}));
    }

    assertThat(estimates).hasSize(6);
    assertThat(estimates).allSatisfy(e -> assertThat(e).containsExactly(DATA, within(1e-14)));
  }

  @Test
  void cleanEstimate_curvedPath_isTheFirstOrderEstimateAndEndsAtTheResult() {
    double[] start = ReferenceFlows.start().z();
    double[] v = new double[start.length];
    LINEAR.at(start, 0, v);
    FlowState state = ReferenceFlows.start();
    List<Double> estimates = new ArrayList<>();

    Solver.EULER.integrate(
        LINEAR, TowerSchedule.even(5), state, s -> estimates.add(s.cleanEstimate(4)));

    assertThat(estimates.get(0))
        .isCloseTo(RectifiedFlow.TOWER.data(start[4], v[4], 0), within(1e-14));
    assertThat(estimates.get(4)).isEqualTo(state.z()[4]);
  }

  @ParameterizedTest
  @EnumSource(Solver.class)
  void integrate_reusedState_givesTheSameBits(Solver solver) {
    FlowState fresh = ReferenceFlows.start();
    solver.integrate(LINEAR, new TowerSchedule(6, 2), fresh, StepListener.NONE);
    FlowState used = ReferenceFlows.start();
    solver.integrate(ReferenceFlows.GAUSS, TowerSchedule.even(3), used, StepListener.NONE);
    double[] start = ReferenceFlows.start().z();
    System.arraycopy(start, 0, used.z(), 0, start.length);

    solver.integrate(LINEAR, new TowerSchedule(6, 2), used, StepListener.NONE);

    assertThat(used.z()).containsExactly(fresh.z());
  }

  @ParameterizedTest
  @EnumSource(Solver.class)
  void integrate_velocityNotFinite_saysInWhichStep(Solver solver) {
    Velocity breaksLate = (z, t, v) -> Arrays.fill(v, t < 0.5 ? 1 : Double.NaN);

    assertThatThrownBy(
            () ->
                solver.integrate(
                    breaksLate, new TowerSchedule(2, 1), stateOf(0, 0), StepListener.NONE))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("NaN")
        .hasMessageContaining("of 2");
  }

  @ParameterizedTest
  @EnumSource(Solver.class)
  void integrate_manySteps_allocatesNothing(Solver solver) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    Velocity velocity = (z, t, v) -> System.arraycopy(z, 0, v, 0, v.length);
    FlowState state = new FlowState(4096);
    TimeSchedule schedule = TowerSchedule.even(300);
    solver.integrate(velocity, schedule, state, StepListener.NONE);

    long before = threads.getCurrentThreadAllocatedBytes();
    solver.integrate(velocity, schedule, state, StepListener.NONE);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(allocated).as("bytes").isLessThan(4096);
  }
}
