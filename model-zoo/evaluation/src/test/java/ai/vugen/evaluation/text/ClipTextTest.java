package ai.vugen.evaluation.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.ModelException;
import ai.vugen.error.ModelIntegrityException;
import ai.vugen.error.ModelNotFoundException;
import ai.vugen.evaluation.features.OnnxFiles;
import ai.vugen.onnx.OnnxGraph;
import ai.vugen.tensor.Dim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClipTextTest {
  private final Path folder;
  private final Path tokenizer;

  ClipTextTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    System.setProperty("vugen.home", folder.resolve("cache").toString());
    tokenizer = OnnxFiles.tokenizer(folder.resolve("tokenizer.json"));
  }

  @AfterEach
  void useDefaultCache() {
    System.clearProperty("vugen.home");
  }

  private ClipText open(Dim tokens) {
    return ClipText.open(OnnxFiles.meanWord(folder.resolve("text.onnx"), tokens), null, tokenizer);
  }

  @Test
  void aTextIsFramedAndEmbedded() {
    try (ClipText text = open(OnnxGraph.withoutWeights("any").dim("tokens"))) {
      assertThat(text.embed("Red red BLUE")) // five tokens with the frame
          .usingComparatorWithPrecision(1e-6f)
          .containsExactly(0.4f, 0f, 0.2f);
      assertThat(text.embed("")).containsExactly(0f, 0f, 0f);
      assertThat(text.name()).isEqualTo("text.onnx, output embedding");
    }
  }

  @Test
  void longTextsAreCutAndTheFrameStays() {
    try (ClipText text = open(OnnxGraph.withoutWeights("any").dim("tokens"))) {
      assertThat(text.embed("red ".repeat(200)))
          .usingComparatorWithPrecision(1e-6f)
          .containsExactly(75 / 77f, 0f, 0f);
    }
    try (ClipText text = open(Dim.of(4))) {
      assertThat(text.embed("red blue blue")).containsExactly(0.25f, 0f, 0.25f);
    }
  }

  @Test
  void shortTextsAreFilledUpWhereTheNumberIsFixed() {
    try (ClipText text = open(Dim.of(8))) {
      assertThat(text.embed("red")).containsExactly(0.125f, 0f, 0f);
    }
  }

  @Test
  void whatCannotBeUsedIsRefusedWithTheReason() throws IOException {
    Path pictures = OnnxFiles.meanColour(folder.resolve("colour.onnx"), 8);
    assertThatThrownBy(() -> ClipText.open(pictures, "mean", tokenizer))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("expected input_ids");
    Path missing = folder.resolve("missing.json");
    assertThatThrownBy(() -> ClipText.open(pictures, "mean", missing))
        .isInstanceOf(ModelNotFoundException.class)
        .hasMessageContaining("missing.json");
    Path damaged = Files.writeString(folder.resolve("damaged.json"), "{}");
    assertThatThrownBy(() -> ClipText.open(pictures, "mean", damaged))
        .isInstanceOf(ModelIntegrityException.class)
        .hasMessageContaining("damaged.json");
  }
}
