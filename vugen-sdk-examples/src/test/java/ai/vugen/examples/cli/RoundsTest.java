package ai.vugen.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class RoundsTest {
  private final AtomicInteger done = new AtomicInteger();

  @Test
  void roundsAfterTheWarmUpAreMeasured() {
    Timings timings = measure(new Rounds(3, 4, Duration.ofHours(1)));
    assertThat(done).hasValue(7);
    assertThat(timings.median("round")).isEqualTo(5.5); // of 4, 5, 6 and 7
    done.set(0);
    measure(new Rounds(3, 4, Duration.ofHours(1)).withShortWarmUp());
    assertThat(done).hasValue(5);
  }

  @Test
  void withoutTimeThereIsOneOfEach() {
    Timings timings = measure(new Rounds(3, 4, Duration.ZERO));
    assertThat(done).hasValue(2);
    assertThat(timings.median("round")).isEqualTo(2);
    assertThat(timings.table("Title"))
        .containsPattern("Title +median +min +max +runs")
        .containsPattern("round +2\\.0 +2\\.0 +2\\.0 +1");
  }

  @Test
  void twoRoundsMustFit() {
    Rounds rounds = new Rounds(5, 20, Duration.ofSeconds(10));
    assertThat(rounds.fit(5000)).isTrue();
    assertThat(rounds.fit(5001)).isFalse();
  }

  private Timings measure(Rounds rounds) {
    return rounds.measure(timings -> timings.add("round", done.incrementAndGet()));
  }
}
