package ai.vugen.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.goldens.Goldens;
import com.google.gson.JsonArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeScheduleTest {
  @ParameterizedTest
  @CsvSource({"1", "2", "3", "4"})
  void towerSchedule_matchesReferenceGrids(int alpha) {
    var grids =
        Goldens.json("decoders/flow_samplers.json").getAsJsonObject().getAsJsonObject("grids");
    for (int steps : new int[] {1, 2, 4, 8, 25, 50}) {
      JsonArray grid = grids.getAsJsonArray("a" + alpha + ".n" + steps);
      double[] expected = grid.asList().stream().mapToDouble(e -> e.getAsDouble()).toArray();

      double[] times = times(new TowerSchedule(steps, alpha));

      assertThat(times).containsExactly(expected, within(1e-15));
      assertThat(times)
          .containsExactly(
              ReferenceFlows.GOLDEN.doubles("grid.a" + alpha + ".n" + steps), within(1e-7));
    }
  }

  @Test
  void towerSchedule_shift_matchesPublishedValues() {
    // Values from noise (1 - t = 1) to data.
    assertThat(times(new TowerSchedule(5, 2)))
        .containsExactly(
            new double[] {0, 1 - .88888889, .25, 1 - .57142857, 1 - .33333333, 1}, within(1e-8));
    assertThat(times(new TowerSchedule(5, 4)))
        .containsExactly(
            new double[] {0, 1 - .94117647, 1 - .85714286, 1 - .72727273, .5, 1}, within(1e-8));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 1, 2, 7.3})
  void shift_isTheFunctionUnderTheGrid(double alpha) {
    TowerSchedule schedule = new TowerSchedule(10, alpha);
    for (int i = 0; i <= 10; i++) {
      assertThat(TowerSchedule.shift(i / 10.0, alpha)).isCloseTo(schedule.time(i), within(1e-15));
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "7, 0.3", "25, 1", "1000, 8"})
  void schedules_startAtNoiseAndEndAtDataExactly(int steps, double bend) {
    TowerSchedule tower = new TowerSchedule(steps, bend);
    DecoderSchedule decoder = new DecoderSchedule(steps, bend);

    assertThat(tower.time(0)).isZero();
    assertThat(tower.time(steps)).isOne();
    assertThat(decoder.time(0)).isOne();
    assertThat(decoder.time(steps)).isZero();
    for (int i = 0; i < steps; i++) {
      assertThat(tower.time(i + 1)).isGreaterThan(tower.time(i));
      assertThat(decoder.time(i + 1)).isLessThan(decoder.time(i));
    }
  }

  @Test
  void evenSchedule_timesAreTheNearestDoubles() {
    for (int steps = 1; steps <= 100; steps++) {
      for (int i = 0; i <= steps; i++) {
        assertThat(TowerSchedule.even(steps).time(i)).isEqualTo((double) i / steps);
      }
    }
  }

  @Test
  void decoderSchedule_matchesFormula() {
    assertThat(times(new DecoderSchedule(8, 2)))
        .containsExactly(1, .765625, .5625, .390625, .25, .140625, .0625, .015625, 0);
    assertThat(times(new DecoderSchedule(2, 4))).containsExactly(1, .0625, 0);
    assertThat(times(new DecoderSchedule(1, 2))).containsExactly(1, 0);
  }

  @ParameterizedTest
  @CsvSource({"256, 64, 2", "256, 1024, 8", "1024, 64, 4", "64, 16, 0.5", "64, 64, 1"})
  void defaultShift_growsWithTheRootOfTheSize(int tokens, int channels, double alpha) {
    assertThat(TowerSchedule.defaultShift(tokens, channels)).isEqualTo(alpha);
    assertThat(TowerSchedule.forLatent(25, tokens, channels))
        .isEqualTo(new TowerSchedule(25, alpha));
  }

  @Test
  void rectifiedFlow_directions_mirrorEachOther() {
    double t = 0.3;
    double tower = RectifiedFlow.TOWER.between(5, -1, t);

    assertThat(tower).isCloseTo(0.3 * 5 - 0.7, within(1e-15));
    assertThat(RectifiedFlow.DECODER.between(5, -1, 1 - t)).isCloseTo(tower, within(1e-15));
    assertThat(RectifiedFlow.TOWER.data(tower, 6, t)).isCloseTo(5, within(1e-15));
    assertThat(RectifiedFlow.DECODER.data(tower, 6, 1 - t)).isCloseTo(5, within(1e-15));
    assertThat(RectifiedFlow.TOWER.noise(tower, 6, t)).isCloseTo(-1, within(1e-15));
    assertThat(RectifiedFlow.DECODER.noise(tower, 6, 1 - t)).isCloseTo(-1, within(1e-15));
    assertThat(RectifiedFlow.TOWER.velocity(5, -1)).isEqualTo(6);
    assertThat(TowerSchedule.even(1).flow()).isEqualTo(RectifiedFlow.TOWER);
    assertThat(new DecoderSchedule(1, 2).flow()).isEqualTo(RectifiedFlow.DECODER);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void schedules_noSteps_areRefused(int steps) {
    assertThatThrownBy(() -> TowerSchedule.even(steps))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage("steps is " + steps + "; expected at least 1 solver interval");
    assertThatThrownBy(() -> new DecoderSchedule(steps, 2))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage("decoder steps is " + steps + "; expected at least 1 solver interval");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void schedules_shiftOrPowerOutOfRange_areRefused(double value) {
    assertThatThrownBy(() -> new TowerSchedule(25, value))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("time shift (alpha) is " + value + "; expected");
    assertThatThrownBy(() -> TowerSchedule.shift(0.5, value))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("time shift (alpha) is " + value);
    assertThatThrownBy(() -> new DecoderSchedule(8, value))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("decoder schedule power is " + value + "; expected");
  }

  @Test
  void arguments_outOfRange_areRefused() {
    assertThatThrownBy(() -> TowerSchedule.defaultShift(0, 64))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("tokens is 0");
    assertThatThrownBy(() -> TowerSchedule.defaultShift(64, -1))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("channels is -1");
    assertThatThrownBy(() -> TowerSchedule.shift(1.5, 2))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("time is 1.5");
    assertThatThrownBy(() -> TowerSchedule.even(4).time(5))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> new DecoderSchedule(4, 2).time(-1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static double[] times(TimeSchedule schedule) {
    return IntStream.rangeClosed(0, schedule.steps()).mapToDouble(schedule::time).toArray();
  }
}
