package ai.vugen.evaluation.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.ClosedException;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.error.ModelException;
import ai.vugen.error.ModelNotFoundException;
import ai.vugen.evaluation.image.ResizeKernel;
import ai.vugen.image.Pixels;
import ai.vugen.tensor.Dim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OnnxFeaturesTest {
  private static final PictureInput EIGHT =
      new PictureInput.Normalized("eight", 8, 8, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 0.5));

  private final Path folder;

  OnnxFeaturesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path network() {
    return OnnxFiles.meanColour(folder.resolve("colour.onnx"), 8);
  }

  private static Pixels uniform(int red, int green, int blue) {
    byte[] rgb = new byte[3 * 16 * 16];
    for (int i = 0; i < rgb.length; i += 3) {
      rgb[i] = (byte) red;
      rgb[i + 1] = (byte) green;
      rgb[i + 2] = (byte) blue;
    }
    return Pixels.of(16, 16, rgb);
  }

  @Test
  void theFeaturesAreTheNetworksOutput() {
    try (OnnxFeatures features = OnnxFeatures.open(network(), EIGHT, "mean")) {
      assertThat(features.features(uniform(255, 51, 102)))
          .usingComparatorWithPrecision(1e-5f)
          .containsExactly(1f, 0.2f, 0.8f);
      assertThat(features.name()).isEqualTo("colour.onnx, output mean, fed as eight");
      assertThat(features.sha256()).matches("[0-9a-f]{64}");
    }
  }

  @Test
  void whatCannotBeUsedIsRefusedWithTheReason() throws IOException {
    Path missing = folder.resolve("missing.onnx");
    assertThatThrownBy(() -> OnnxFeatures.open(missing, EIGHT, null))
        .isInstanceOf(ModelNotFoundException.class)
        .hasMessageContaining("missing.onnx");
    Path damaged = Files.writeString(folder.resolve("damaged.onnx"), "no network");
    assertThatThrownBy(() -> OnnxFeatures.open(damaged, EIGHT, null))
        .isInstanceOf(ModelException.class)
        .hasMessageContainingAll("damaged.onnx", "expected an undamaged .onnx file");
    Path file = network();
    assertThatThrownBy(() -> OnnxFeatures.open(file, EIGHT, null))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("outputs mean, all");
    assertThatThrownBy(() -> OnnxFeatures.open(file, EIGHT, "pool3"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("none called pool3");
    Path words = OnnxFiles.meanWord(folder.resolve("words.onnx"), Dim.of(4));
    assertThatThrownBy(() -> OnnxFeatures.open(words, EIGHT, null))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("expected one input of pictures");
  }

  @Test
  void whatFailsLeavesItUsable() {
    PictureInput inception = new PictureInput.Inception(ResizeKernel.CLEAN_FID);
    try (OnnxFeatures large = OnnxFeatures.open(network(), inception, "mean")) {
      assertThatThrownBy(() -> large.features(uniform(1, 2, 3)))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessageContaining("pixels")
          .hasMessageContaining("299");
    }
    OnnxFeatures all = OnnxFeatures.open(network(), EIGHT, "all");
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> all.features(uniform(1, 2, 3)))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("F32[1, 3, 8, 8]; expected one vector");
    }
    all.close();
    assertThatThrownBy(() -> all.features(uniform(1, 2, 3))).isInstanceOf(ClosedException.class);
  }
}
