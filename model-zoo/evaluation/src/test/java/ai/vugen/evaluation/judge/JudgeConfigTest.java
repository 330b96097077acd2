package ai.vugen.evaluation.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.ModelIntegrityException;
import ai.vugen.error.ModelNotFoundException;
import ai.vugen.json.JsonSection;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JudgeConfigTest {
  private static JudgeConfig read(String channels, String blocks, int groups, int size) {
    return JudgeConfig.of(
        JsonSection.parse(
            "judge.json",
            """
            {"image_size": %d, "channels": %s, "blocks": %s, "groups": %d, "things": 5, "colours": 3}
            """
                .formatted(size, channels, blocks, groups)));
  }

  @Test
  void theGridIsOneLevelAboveTheCoarsest() {
    JudgeConfig config = read("[8, 16, 32, 32]", "[1, 1, 1, 1]", 8, 128);
    assertThat(config.stride()).isEqualTo(8);
    assertThat(config.grid()).isEqualTo(16);
  }

  @Test
  void numbersThatDoNotFitAreNamed() {
    assertThatThrownBy(() -> read("[8, 16]", "[1, 1, 1]", 8, 128))
        .isInstanceOf(ModelIntegrityException.class)
        .hasMessageContaining("[8, 16][1, 1, 1]");
    assertThatThrownBy(() -> read("[8, 12]", "[1, 1]", 8, 128))
        .isInstanceOf(ModelIntegrityException.class)
        .hasMessageContaining("8 does not divide 12");
    assertThatThrownBy(() -> read("[8, 16, 16]", "[1, 1, 1]", 8, 36))
        .isInstanceOf(ModelIntegrityException.class)
        .hasMessageContaining("36 is no multiple of 8");
  }

  @Test
  void aFolderWithoutAJudgeIsRefused(@TempDir Path folder) {
    assertThatThrownBy(() -> Judge.open(folder))
        .isInstanceOf(ModelNotFoundException.class)
        .hasMessageContaining("config.json");
  }
}
