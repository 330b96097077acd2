package ai.vugen.training.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LossLogTest {
  @Test
  void lossesMayBeginAndEndAtAnyStep(@TempDir Path folder) throws IOException {
    LossLog log = new LossLog(folder, "stage", 0);
    log.add(10, Map.of("loss", 2.0));
    log.add(20, Map.of("loss", 1.5));
    log.add(30, Map.of("loss", 1.0, "answer", 3.0));
    log.add(40, Map.of("answer", 0.25));
    log.write();
    assertThat(folder.resolve("loss.csv"))
        .hasContent(
            """
            step,loss,answer
            10,2.00000,
            20,1.50000,
            30,1.00000,3.00000
            40,,0.250000
            """);
    assertThat(Files.size(folder.resolve("loss.png"))).isPositive();
  }

  @Test
  void aResumedLogDropsWhatWasLost(@TempDir Path folder) throws IOException {
    LossLog first = new LossLog(folder, "stage", 0);
    first.add(10, Map.of("loss", 2.0));
    first.add(20, Map.of("loss", 1.5));
    first.add(30, Map.of("loss", 9.0, "answer", 9.0));
    first.write();
    LossLog second = new LossLog(folder, "stage", 20);
    second.add(30, Map.of("loss", 1.0, "answer", 3.0));
    second.write();
    assertThat(Files.readAllLines(folder.resolve("loss.csv")))
        .containsExactly("step,loss,answer", "10,2.00000,", "20,1.50000,", "30,1.00000,3.00000");
  }
}
