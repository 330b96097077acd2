package ai.vugen.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.ModelException;
import ai.vugen.error.ModelIntegrityException;
import ai.vugen.error.ModelNotFoundException;
import ai.vugen.goldens.Goldens;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsFileTest {
  private final Path folder;

  SafetensorsFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void open_goldenModel_givesNamesShapesOffsetsAndMetadata() {
    SafetensorsFile file = SafetensorsFile.open(Goldens.path("plm/model/model.safetensors"));
    assertThat(file.names()).hasSize(80);
    assertThat(file.metadata()).containsOnlyKeys("format").containsEntry("format", "pt");
    TensorEntry bias = file.entry("model.vision_tower.timm_model.blocks.0.attn.qkv.bias");
    assertThat(bias.dataType()).isEqualTo(DataType.F32);
    assertThat(bias.shape()).containsExactly(192);
    assertThat(bias.elements()).isEqualTo(192);
    assertThat(bias.source())
        .isEqualTo(new TensorSource.InFile(file.path(), 8 + 9272 + 600576, 768));
    assertThat(file.entry("model.vision_tower.timm_model.cls_token").shape())
        .containsExactly(1, 1, 64);
  }

  @Test
  void floats_goldenModel_equalThoseOfAnotherReader() {
    SafetensorsFile file = SafetensorsFile.open(Goldens.path("plm/model/model.safetensors"));
    Goldens other = Goldens.load("plm/model/model.safetensors");
    assertThat(file.names()).hasSameElementsAs(other.names());
    for (String name : other.names()) {
      assertThat(file.floats(name)).as(name).isEqualTo(other.floats(name));
    }
  }

  @Test
  void floats_goldenBfloat16_equalTheFloat32TensorsRoundedToNearestEven() {
    SafetensorsFile exact = SafetensorsFile.open(Goldens.path("plm/model/model.safetensors"));
    SafetensorsFile rounded =
        SafetensorsFile.open(Goldens.path("plm/model/model.bf16.safetensors"));
    assertThat(rounded.names()).hasSameElementsAs(exact.names());
    for (String name : exact.names()) {
      float[] values = exact.floats(name);
      for (int i = 0; i < values.length; i++) {
        values[i] = HalfFloats.fromBf16(HalfFloats.toBf16(values[i]));
      }
      assertThat(rounded.entry(name).dataType()).isEqualTo(DataType.BF16);
      assertThat(rounded.floats(name)).as(name).isEqualTo(values);
    }
  }

  @Test
  void bytes_ofAnyTensor_areReadOnlyAndLittleEndian() {
    SafetensorsFile file =
        open(
            "{\"a\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]},"
                + "\"b\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[3,11]}}",
            11);
    ByteBuffer bytes = file.entry("b").bytes();
    assertThat(bytes.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
    assertThat(bytes.getLong(0)).isEqualTo(0x0a09080706050403L);
    assertThat(bytes.isDirect()).isTrue();
    assertThatThrownBy(() -> bytes.put(0, (byte) 1)).isInstanceOf(ReadOnlyBufferException.class);
    assertThat(file.longs("b")).containsExactly(0x0a09080706050403L);
  }

  @Test
  void open_scalarsAndEmptyTensors_areTensors() {
    SafetensorsFile file =
        open(
            "{\"none\":{\"dtype\":\"F32\",\"shape\":[2,0],\"data_offsets\":[4,4]},"
                + "\"one\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]},"
                + "\"start\":{\"dtype\":\"BF16\",\"shape\":[0],\"data_offsets\":[0,0]}}  ",
            4);
    assertThat(file.floats("one")).containsExactly(Float.intBitsToFloat(0x03020100));
    assertThat(file.floats("none")).isEmpty();
    assertThat(file.entry("none").shape()).containsExactly(2, 0);
    assertThat(file.names()).containsExactly("start", "one", "none");
    assertThat(file.metadata()).isEmpty();
  }

  @Test
  void entries_ofAFileInMemory_areThoseOfTheFile() throws IOException {
    Path path = Goldens.path("plm/model/model.bf16.safetensors");
    byte[] bytes = Files.readAllBytes(path);
    SafetensorsFile file = SafetensorsFile.open(path);
    Map<String, TensorEntry> entries = SafetensorsFile.entries("a resource", bytes);
    assertThat(entries).hasToString(file.entries().toString());
    entries.forEach((name, entry) -> assertThat(entry.bytes()).isEqualTo(file.entry(name).bytes()));
    byte[] cut = Arrays.copyOf(bytes, bytes.length - 1);
    assertThatThrownBy(() -> SafetensorsFile.entries("a resource", cut))
        .isInstanceOf(ModelIntegrityException.class)
        .hasMessageContaining("a resource is not a valid safetensors file");
  }

  @Test
  void open_noTensors_isAnEmptyFile() {
    assertThat(open("{}", 0).names()).isEmpty();
  }

  @Test
  void entry_shapeArrayChanged_staysTheSame() {
    TensorEntry entry =
        open("{\"a\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]}}", 3).entry("a");
    entry.shape()[0] = 7;
    assertThat(entry.shape()).containsExactly(3);
    assertThat(entry).hasToString("a U8[3]");
  }

  @Test
  void tensorEntry_shapeThatDoesNotFitTheBytes_isRefused() {
    var fourBytes = new TensorSource.InMemory(ByteBuffer.allocate(4));
    TensorEntry entry = new TensorEntry("a", DataType.F16, new long[] {2}, fourBytes);
    assertThat(entry.as("b", 1, 2, 1).shape()).containsExactly(1, 2, 1);
    assertThatThrownBy(() -> entry.as("b", 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("F16[4] takes 8 bytes, the source of b has 4");
    assertThatThrownBy(() -> entry.as("b", -1, -2)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void inMemory_window_isASliceFromPositionToLimit() {
    ByteBuffer bytes = ByteBuffer.wrap(new byte[] {9, 1, 2, 3, 4, 9}, 1, 4);
    var source = new TensorSource.InMemory(bytes);
    assertThat(source.length()).isEqualTo(4);
    assertThat(source.window(1, 2).getShort()).isEqualTo((short) 0x0302);
    assertThat(source.bytes().getInt()).isEqualTo(0x04030201);
    assertThat(source.bytes().position()).isZero();
    assertThatThrownBy(() -> source.window(3, 2)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void read_asAnotherType_saysWhichTypeItIs() {
    SafetensorsFile file =
        open("{\"a\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]}}", 3);
    assertThatThrownBy(() -> file.floats("a"))
        .isInstanceOf(ModelIntegrityException.class)
        .hasMessageContaining("Tensor a has type U8, expected F32, F16 or BF16");
    assertThatThrownBy(() -> file.longs("a")).hasMessageContaining("expected I64");
    assertThatThrownBy(() -> file.doubles("a")).hasMessageContaining("expected F64");
    assertThatThrownBy(() -> file.entry("c"))
        .isInstanceOf(ModelIntegrityException.class)
        .hasMessageContaining("has no tensor c");
  }

  @Test
  void open_missingFileOrFolder_isNotFound() {
    assertThatThrownBy(() -> SafetensorsFile.open(folder.resolve("none.safetensors")))
        .isInstanceOf(ModelNotFoundException.class)
        .hasMessageContaining("none.safetensors");
    assertThatThrownBy(() -> SafetensorsFile.open(folder))
        .isInstanceOf(ModelNotFoundException.class);
  }

  @Test
  void open_symbolicLink_givesTheRealPath() throws IOException {
    Path target = RawFile.write(folder, "blob", RawFile.bytes("{}", 0));
    Path link = Files.createSymbolicLink(folder.resolve("model.safetensors"), target);
    assertThat(SafetensorsFile.open(link).path()).isEqualTo(target.toRealPath());
  }

  @Test
  void bytes_fileBecameShorter_isIntegrityFault() throws IOException {
    SafetensorsFile file =
        open("{\"a\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]}}", 3);
    try (RandomAccessFile writable = new RandomAccessFile(file.path().toFile(), "rw")) {
      writable.setLength(writable.length() - 1);
    }
    TensorEntry entry = file.entry("a");
    assertThatThrownBy(entry::bytes)
        .isInstanceOf(ModelIntegrityException.class)
        .hasMessageContaining("has become shorter");
  }

  @Test
  void floats_beyondTwoGibibytes_readsTheRightPlace() throws IOException {
    long padding = 3_000_000_000L;
    String json =
        "{\"padding\":{\"dtype\":\"U8\",\"shape\":[3000000000],\"data_offsets\":[0,3000000000]},"
            + "\"tail\":{\"dtype\":\"F32\",\"shape\":[2],"
            + "\"data_offsets\":[3000000000,3000000008]}}";
    Path path = folder.resolve("sparse.safetensors");
    long tailAt = 8 + json.length() + padding;
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(tailAt + 8);
      file.write(RawFile.bytes(json, 0));
      file.seek(tailAt - 1);
      file.write(42);
      ByteBuffer tail = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      file.write(tail.putFloat(1.5f).putFloat(-2.25f).array());
    }
    SafetensorsFile file = SafetensorsFile.open(path);
    assertThat(file.floats("tail")).containsExactly(1.5f, -2.25f);
    TensorEntry large = file.entry("padding");
    assertThat(large.source().window(padding - 2, 2).get(1)).isEqualTo((byte) 42);
    assertThatThrownBy(large::bytes)
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("3000000000 bytes, more than one buffer can hold");
  }

  private SafetensorsFile open(String json, int dataBytes) {
    byte[] bytes = RawFile.bytes(json, dataBytes);
    assertThat(bytes).hasSize(8 + json.getBytes(StandardCharsets.UTF_8).length + dataBytes);
    return SafetensorsFile.open(RawFile.write(folder, "file.safetensors", bytes));
  }
}
