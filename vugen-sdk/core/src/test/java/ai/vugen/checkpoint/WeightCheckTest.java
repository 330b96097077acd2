package ai.vugen.checkpoint;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.ModelIntegrityException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightCheckTest {
  private final Path folder;

  WeightCheckTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void writeCheckpoint() {
    new SafetensorsWriter()
        .add("a.weight", new long[] {2, 3}, new float[6])
        .add("b.weight", new long[] {3, 2}, new float[6])
        .add("c.bias", new long[] {2}, new float[2])
        .add("encoder.x", new long[] {1}, new float[1])
        .add("encoder.y", new long[] {1}, new float[1])
        .write(folder.resolve("model.safetensors"));
  }

  @Test
  void check_sameNamesAndShapes_passes() {
    assertThatCode(() -> check(fitting(), "encoder.*")).doesNotThrowAnyException();
    assertThatCode(() -> check(fitting(), "encoder.x", "encoder.y")).doesNotThrowAnyException();
    assertThatCode(() -> check(fitting(), "*")).doesNotThrowAnyException();
  }

  @Test
  void check_anyDifference_listsAllOfThemAtOnce() {
    Map<String, long[]> expected = fitting();
    expected.put("b.weight", new long[] {2, 3});
    expected.put("c.bias", new long[] {2, 1});
    expected.put("d.weight", new long[] {5});
    expected.put("e.weight", new long[0]);
    assertThatThrownBy(() -> check(expected, "encoder.x*", "encoder"))
        .isExactlyInstanceOf(ModelIntegrityException.class)
        .hasMessage(
            """
            5 weights of %s are not those of the configured model.
            Missing (2):
              d.weight [5]
              e.weight []
            Extra (1):
              encoder.y [1]
            Wrong shape (2):
              b.weight expected [2, 3], found [3, 2]
              c.bias expected [2, 1], found [2]
            Check that configuration and weights belong together."""
                .formatted(folder));
  }

  @Test
  void check_extraWeights_areRefusedUnlessAllowed() {
    assertThatThrownBy(() -> check(fitting()))
        .isInstanceOf(ModelIntegrityException.class)
        .hasMessageContaining("Extra (2):\n  encoder.x [1]\n  encoder.y [1]\n");
  }

  private void check(Map<String, long[]> expected, String... allowed) {
    WeightCheck.check(Checkpoint.open(folder), expected, List.of(allowed));
  }

  private static Map<String, long[]> fitting() {
    Map<String, long[]> shapes = new HashMap<>();
    shapes.put("a.weight", new long[] {2, 3});
    shapes.put("b.weight", new long[] {3, 2});
    shapes.put("c.bias", new long[] {2});
    return shapes;
  }
}
