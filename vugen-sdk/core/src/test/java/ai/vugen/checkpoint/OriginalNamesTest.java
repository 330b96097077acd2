package ai.vugen.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.ModelIntegrityException;
import ai.vugen.goldens.Goldens;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OriginalNamesTest {
  private static final int HEAD_DIM = 8;

  private final Path folder;

  OriginalNamesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void open_goldenOriginal_equalsTheHuggingFaceFile() {
    Checkpoint expected = huggingFace();
    Checkpoint translated = OriginalNames.open(original().location(), HEAD_DIM);
    assertThat(translated.names()).hasSize(80).hasSameElementsAs(expected.names());
    for (String name : expected.names()) {
      assertThat(translated.entry(name)).hasToString(expected.entry(name).toString());
      assertThat(translated.bytes(name)).as(name).isEqualTo(expected.bytes(name));
    }
    assertThat(translated.metadata()).containsEntry("format", "pt");
  }

  @Test
  void translate_golden_keepsAllButQueryAndKeyRowsInTheFile() {
    Checkpoint translated = OriginalNames.translate(original(), HEAD_DIM);
    assertThat(translated.entries().values())
        .filteredOn(entry -> entry.source() instanceof TensorSource.InMemory)
        .hasSize(6)
        .allMatch(entry -> entry.name().matches(".*self_attn\\.[qk]_proj\\.weight"));
  }

  @Test
  void areIn_tellsTheTwoNamingsApart() {
    assertThat(OriginalNames.areIn(original())).isTrue();
    assertThat(OriginalNames.areIn(huggingFace())).isFalse();
  }

  @Test
  void translate_writtenAgain_isAHuggingFaceCheckpoint() {
    SafetensorsWriter writer = new SafetensorsWriter();
    OriginalNames.translate(original(), HEAD_DIM).entries().values().forEach(writer::add);
    writer.write(folder.resolve("model.safetensors"));
    Checkpoint written = Checkpoint.open(folder);
    for (String name : huggingFace().names()) {
      assertThat(written.floats(name)).as(name).isEqualTo(huggingFace().floats(name));
    }
  }

  @Test
  void translate_halfPrecisionHeads_movesWholeRows() {
    new SafetensorsWriter()
        .add("layers.12.attention.wk.weight", DataType.BF16, new long[] {8, 1}, counting(8))
        .add("lm_head.weight", new long[] {1}, new float[1])
        .add("output.weight", new long[] {1}, new float[1])
        .write(folder.resolve("consolidated.safetensors"));
    Checkpoint translated = OriginalNames.open(folder, 4);
    assertThat(translated.names())
        .containsExactlyInAnyOrder(
            "output.weight", "model.language_model.layers.12.self_attn.k_proj.weight");
    TensorEntry key = translated.entry("model.language_model.layers.12.self_attn.k_proj.weight");
    assertThat(key.floats()).containsExactly(0, 2, 1, 3, 4, 6, 5, 7);
    assertThat(key.dataType()).isEqualTo(DataType.BF16);
    assertThat(key.bytes().isDirect()).isTrue();
  }

  @Test
  void translate_headsThatDoNotFit_areRefused() {
    Checkpoint original = original();
    assertThatThrownBy(() -> OriginalNames.translate(original, 24))
        .isInstanceOf(ModelIntegrityException.class)
        .hasMessageContaining("expected rows in whole heads of 24");
    assertThatThrownBy(() -> OriginalNames.translate(original, 7))
        .isInstanceOf(ModelIntegrityException.class)
        .hasMessageContaining("head_dim 7");
    assertThatThrownBy(() -> OriginalNames.translate(original, 0))
        .isInstanceOf(ModelIntegrityException.class);
  }

  @Test
  void translate_bothNamingsInOneFile_isRefused() {
    new SafetensorsWriter()
        .add("norm.weight", new long[] {1}, new float[1])
        .add("model.language_model.norm.weight", new long[] {1}, new float[1])
        .write(folder.resolve("consolidated.safetensors"));
    assertThatThrownBy(() -> OriginalNames.open(folder, HEAD_DIM))
        .isInstanceOf(ModelIntegrityException.class)
        .hasMessageContaining("stand for the weight \"model.language_model.norm.weight\"");
  }

  private static float[] counting(int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = i;
    }
    return values;
  }

  private static Checkpoint huggingFace() {
    return Checkpoint.open(Goldens.path("plm/model"));
  }

  private static Checkpoint original() {
    return Checkpoint.open(Goldens.path("plm/model-original"), OriginalNames.FILE_NAME);
  }
}
