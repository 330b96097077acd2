package ai.vugen.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.error.ModelException;
import ai.vugen.error.ModelIntegrityException;
import ai.vugen.error.VuGenException;
import ai.vugen.goldens.Goldens;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsWriterTest {
  private final Path folder;

  SafetensorsWriterTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void write_everyType_readsBackTheSame() throws IOException {
    float[] floats = {0f, -0f, 1.5f, Float.NaN, Float.NEGATIVE_INFINITY, 1e-7f};
    double[] doubles = {Math.PI, Double.MIN_VALUE, Double.NaN};
    long[] longs = {Long.MIN_VALUE, -1, Long.MAX_VALUE, 0};
    ByteBuffer bytes = ByteBuffer.wrap(new byte[] {9, -128, -1, 0, 127, 9}, 1, 4);
    Path path = folder.resolve("all.safetensors");
    new SafetensorsWriter()
        .add("f32", new long[] {2, 3}, floats)
        .add("f16", DataType.F16, new long[] {6, 1}, floats)
        .add("bf16", DataType.BF16, new long[] {1, 6}, floats)
        .add("f64", new long[] {3}, doubles)
        .add("i64", new long[] {2, 2}, longs)
        .add("i8", DataType.I8, new long[] {4}, bytes)
        .add("u8", DataType.U8, new long[] {2, 2}, bytes)
        .add("scalar", new long[0], new float[] {7})
        .add("empty", DataType.F16, new long[] {0, 4}, new float[0])
        .metadata("format", "pt")
        .metadata("schlüssel \"\\\n", "<värde> \uD83D\uDE00")
        .write(path);

    SafetensorsFile file = SafetensorsFile.open(path);
    assertThat(file.metadata())
        .containsEntry("format", "pt")
        .containsEntry("schlüssel \"\\\n", "<värde> \uD83D\uDE00")
        .hasSize(2);
    assertThat(file.floats("f32")).isEqualTo(floats);
    assertThat(file.floats("f16")).isEqualTo(narrowed(floats, DataType.F16));
    assertThat(file.floats("bf16")).isEqualTo(narrowed(floats, DataType.BF16));
    assertThat(file.doubles("f64")).isEqualTo(doubles);
    assertThat(file.longs("i64")).isEqualTo(longs);
    ByteBuffer same = ByteBuffer.wrap(new byte[] {-128, -1, 0, 127});
    assertThat(file.entry("i8").bytes()).isEqualTo(same);
    assertThat(file.entry("u8").bytes()).isEqualTo(same);
    assertThat(file.entry("u8").shape()).containsExactly(2, 2);
    assertThat(file.floats("scalar")).containsExactly(7);
    assertThat(file.entry("empty").shape()).containsExactly(0, 4);
    assertThat(file.entry("bf16").dataType()).isEqualTo(DataType.BF16);
    assertAligned(file);
    assertThat(filesIn(folder)).containsExactly("all.safetensors");
  }

  @Test
  void write_moreThanOneChunk_keepsEveryElement() {
    Random random = new Random(3);
    float[] values = new float[600_001];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    Path path = folder.resolve("large.safetensors");
    new SafetensorsWriter()
        .add("a", new long[] {values.length}, values)
        .add("h", DataType.F16, new long[] {values.length}, values)
        .write(path);
    SafetensorsFile file = SafetensorsFile.open(path);
    assertThat(file.floats("a")).isEqualTo(values);
    assertThat(file.floats("h")).isEqualTo(narrowed(values, DataType.F16));
  }

  @Test
  void write_sameTensorsInAnotherOrder_givesTheSameBytes() throws IOException {
    long[] shape = {2};
    Path one = folder.resolve("one.safetensors");
    Path two = folder.resolve("two.safetensors");
    new SafetensorsWriter()
        .add("b", shape, new float[] {1, 2})
        .add("a", shape, new float[] {3, 4})
        .add("z", shape, new long[] {5, 6})
        .metadata("m", "1")
        .metadata("l", "2")
        .write(one);
    new SafetensorsWriter()
        .metadata("l", "2")
        .metadata("m", "1")
        .add("z", shape, new long[] {5, 6})
        .add("a", shape, new float[] {3, 4})
        .add("b", shape, new float[] {1, 2})
        .write(two);
    assertThat(Files.readAllBytes(one)).isEqualTo(Files.readAllBytes(two));
    String text = Files.readString(one, StandardCharsets.ISO_8859_1);
    assertThat(text.substring(8))
        .startsWith(
            "{\"__metadata__\":{\"l\":\"2\",\"m\":\"1\"},"
                + "\"z\":{\"dtype\":\"I64\",\"shape\":[2],\"data_offsets\":[0,16]},"
                + "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[16,24]},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[24,32]}}");
    long headerSize =
        ByteBuffer.wrap(Files.readAllBytes(one)).order(ByteOrder.LITTLE_ENDIAN).getLong();
    assertThat(headerSize % 8).isZero();
  }

  @Test
  void write_entriesOfAnotherFile_copiesThem() throws IOException {
    SafetensorsFile golden = SafetensorsFile.open(Goldens.path("plm/model/model.bf16.safetensors"));
    SafetensorsWriter writer = new SafetensorsWriter();
    golden.entries().values().forEach(writer::add);
    Path path = folder.resolve("copy.safetensors");
    writer.write(path);
    SafetensorsFile copy = SafetensorsFile.open(path);
    assertThat(copy.names()).hasSameElementsAs(golden.names());
    for (String name : golden.names()) {
      assertThat(copy.entry(name).bytes()).isEqualTo(golden.entry(name).bytes());
      assertThat(copy.entry(name)).hasToString(golden.entry(name).toString());
    }
  }

  @Test
  void write_existingFile_isReplaced() {
    Path path = folder.resolve("x.safetensors");
    new SafetensorsWriter().add("a", new long[] {1}, new float[] {1}).write(path);
    new SafetensorsWriter().add("a", new long[] {1}, new float[] {2}).write(path);
    assertThat(SafetensorsFile.open(path).floats("a")).containsExactly(2);
  }

  @Test
  void write_sourceFailsMidway_leavesTheOldFileAndNoOther() throws IOException {
    Path source = folder.resolve("source.safetensors");
    new SafetensorsWriter().add("late", new long[] {1}, new float[] {1}).write(source);
    SafetensorsFile opened = SafetensorsFile.open(source);
    Files.delete(source);
    Path path = folder.resolve("x.safetensors");
    new SafetensorsWriter().add("a", new long[] {1}, new float[] {1}).write(path);
    SafetensorsWriter writer =
        new SafetensorsWriter()
            .add("early", new long[] {1}, new long[] {1})
            .add(opened.entry("late"));
    assertThatThrownBy(() -> writer.write(path)).isInstanceOf(ModelException.class);
    assertThat(filesIn(folder)).containsExactly("x.safetensors");
    assertThat(SafetensorsFile.open(path).floats("a")).containsExactly(1);
  }

  @Test
  void write_targetIsAFolderOrItsFolderIsMissing_saysSoAndLeavesNothing() throws IOException {
    Path full = folder.resolve("target");
    Files.createDirectories(full.resolve("inner"));
    SafetensorsWriter writer = new SafetensorsWriter().add("a", new long[0], new float[] {1});
    assertThatThrownBy(() -> writer.write(full))
        .isInstanceOf(VuGenException.class)
        .hasMessageContaining("Cannot write " + full);
    assertThat(filesIn(folder)).containsExactly("target");
    Path nowhere = folder.resolve("none/x.safetensors");
    assertThatThrownBy(() -> writer.write(nowhere))
        .isInstanceOf(VuGenException.class)
        .hasMessageContaining("Cannot write " + nowhere);
  }

  @Test
  void add_wrongArguments_areRefused() {
    SafetensorsWriter writer = new SafetensorsWriter().add("a", new long[] {1}, new float[1]);
    assertRefused(() -> writer.add("a", new long[] {1}, new float[1]), "added twice");
    assertRefused(() -> writer.add("b", new long[] {2}, new float[1]), "1 elements, not [2]");
    assertRefused(() -> writer.add("b", new long[] {-1, -1}, new float[1]), "[-1, -1]");
    assertRefused(() -> writer.add("b", new long[33], new float[0]), "0 elements");
    assertRefused(
        () -> writer.add("b", new long[] {1L << 62, 4}, new float[0]), "0 elements, not [4611");
    assertRefused(() -> writer.add("__metadata__", new long[] {1}, new float[1]), "reserved");
    assertRefused(() -> writer.add("b\uD800", new long[] {1}, new float[1]), "surrogate");
    assertRefused(() -> writer.metadata("b", "\uDC00"), "surrogate");
    assertRefused(() -> writer.add("b", DataType.I8, new long[] {1}, new float[1]), "not as I8");
    assertRefused(
        () -> writer.add("b", DataType.F32, new long[] {1}, ByteBuffer.allocate(5)),
        "5 bytes are no whole number of F32");
  }

  private static void assertRefused(Runnable call, String words) {
    assertThatThrownBy(call::run)
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining(words);
  }

  private static void assertAligned(SafetensorsFile file) {
    for (TensorEntry entry : file.entries().values()) {
      var source = (TensorSource.InFile) entry.source();
      assertThat(source.offset() % entry.dataType().byteSize()).as(entry.name()).isZero();
    }
  }

  private static float[] narrowed(float[] values, DataType type) {
    float[] narrowed = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      narrowed[i] =
          type == DataType.F16
              ? HalfFloats.fromF16(HalfFloats.toF16(values[i]))
              : HalfFloats.fromBf16(HalfFloats.toBf16(values[i]));
    }
    return narrowed;
  }

  private static List<String> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void madeValuesAreWrittenInPiecesThatAreTold() {
    Path file = folder.resolve("made.safetensors");
    long count = (1 << 20) + 3; // more than one piece
    List<Long> told = new ArrayList<>();
    ValueSource counting =
        (from, into, size) -> {
          for (int i = 0; i < size; i++) {
            into[i] = (from + i) % 251;
          }
        };
    new SafetensorsWriter()
        .add("made", DataType.BF16, new long[] {count}, counting)
        .add("small", new long[] {1}, new float[] {5})
        .write(file, told::add);
    float[] values = SafetensorsFile.open(file).floats("made");
    assertThat(values).hasSize((int) count);
    for (int i = 0; i < values.length; i += 997) {
      assertThat(values[i]).isEqualTo(i % 251);
    }
    assertThat(told.stream().mapToLong(Long::longValue).sum()).isEqualTo(2 * count + 4);
    assertThat(told).hasSizeGreaterThan(3);
    assertThatThrownBy(
            () -> new SafetensorsWriter().add("x", DataType.I64, new long[] {1}, counting))
        .isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void tensorsOfAFileAreCopiedUnlessItHasBecomeShorter() throws IOException {
    Path first = folder.resolve("first.safetensors");
    new SafetensorsWriter().add("a", new long[] {3}, new float[] {1, 2, 3}).write(first);
    TensorEntry entry = SafetensorsFile.open(first).entry("a");
    Path second = folder.resolve("second.safetensors");
    new SafetensorsWriter().add(entry.as("b", 3, 1)).write(second);
    assertThat(SafetensorsFile.open(second).floats("b")).containsExactly(1, 2, 3);

    Files.write(first, Arrays.copyOf(Files.readAllBytes(first), (int) Files.size(first) - 1));
    SafetensorsWriter broken = new SafetensorsWriter().add(entry);
    assertThatThrownBy(() -> broken.write(folder.resolve("third.safetensors")))
        .isInstanceOf(ModelIntegrityException.class)
        .hasMessageContaining("shorter");
    assertThat(folder.resolve("third.safetensors")).doesNotExist();
  }
}
