package ai.vugen.evaluation.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.InvalidRequestException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PythonRandomTest {
  @Test
  void drawsWhatPythonDraws() {
    PythonRandom random = new PythonRandom(42);

    // random.seed(42); [random.choice(range(n)) for n in range(1, 21)]
    assertThat(IntStream.rangeClosed(1, 20).map(random::nextInt))
        .containsExactly(0, 0, 2, 2, 1, 1, 1, 1, 8, 1, 9, 6, 0, 0, 1, 6, 7, 16, 0, 17);
    // random.getrandbits(64) and, 1000 getrandbits(32) later, random.getrandbits(32)
    assertThat(random.nextLong()).isEqualTo(-5238513537824389591L);
    IntStream.range(0, 1000).forEach(i -> random.nextInt());
    assertThat(Integer.toUnsignedLong(random.nextInt())).isEqualTo(3229857594L);
  }

  @Test
  void rejectsWhatPythonWouldTurnAround() {
    assertThatThrownBy(() -> new PythonRandom(-1))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("expected 0 or more");
    assertThatThrownBy(() -> new PythonRandom(1).nextInt(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 1 or more");
  }
}
