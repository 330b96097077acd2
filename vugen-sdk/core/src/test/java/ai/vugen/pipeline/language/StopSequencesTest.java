package ai.vugen.pipeline.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StopSequencesTest {
  @Test
  void holdsBackWhatMayBeginAStop() {
    StopSequences stops = new StopSequences(List.of("END", "\n\n"));
    assertThat(stops.append("one EN")).isEqualTo("one ");
    assertThat(stops.append("D two")).isEmpty();
    assertThat(stops.isStopped()).isTrue();
    assertThat(stops.finish()).isEmpty();
  }

  @Test
  void givesBackWhatWasNoStop() {
    StopSequences stops = new StopSequences(List.of("END"));
    assertThat(stops.append("the EN")).isEqualTo("the ");
    assertThat(stops.append("E")).isEqualTo("EN");
    assertThat(stops.append("N")).isEmpty();
    assertThat(stops.isStopped()).isFalse();
    assertThat(stops.finish()).isEqualTo("EN");
  }

  @Test
  void theFirstStopCounts() {
    StopSequences stops = new StopSequences(List.of("b", "a"));
    assertThat(stops.append("xyaxb")).isEqualTo("xy");
    assertThat(stops.isStopped()).isTrue();
  }

  @Test
  void withoutStopsAllGoesThrough() {
    StopSequences stops = new StopSequences(List.of());
    assertThat(stops.append("anything")).isEqualTo("anything");
    assertThat(stops.finish()).isEmpty();
  }
}
