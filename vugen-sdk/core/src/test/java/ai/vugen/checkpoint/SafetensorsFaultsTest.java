package ai.vugen.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.vugen.error.ModelIntegrityException;
import ai.vugen.goldens.Goldens;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which a safetensors file can be wrong gives one exception with file and fault. */
class SafetensorsFaultsTest {
  private final Path folder;

  SafetensorsFaultsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** Header in single quotes, bytes of data, words of the fault. */
  static Stream<Arguments> headers() {
    String two =
        "{'a':{'dtype':'U8','shape':[4],'data_offsets':[%s]},"
            + "'b':{'dtype':'U8','shape':[4],'data_offsets':[%s]}}";
    String one = "{'a':{'dtype':'%s','shape':[%s],'data_offsets':[%s]}}";
    return Stream.of(
        arguments(two.formatted("0,4", "2,6"), 6, "\"b\" begins at data offset 2, inside another"),
        arguments(two.formatted("0,4", "0,4"), 4, "inside another tensor; expected 4"),
        arguments(two.formatted("0,4", "5,9"), 9, "\"b\" begins at data offset 5, after a hole"),
        arguments(two.formatted("4,8", "8,12"), 12, "\"a\" begins at data offset 4, after a hole"),
        arguments(two.formatted("0,4", "4,8"), 7, "only 7 bytes of data; it is truncated"),
        arguments(two.formatted("0,4", "4,8"), 10, "its last 2 bytes belong to no tensor"),
        arguments(two.formatted("0,4", "8,4"), 8, "data_offsets [8, 4], not [begin, end]"),
        arguments(two.formatted("0,4", "4"), 8, "data_offsets [4], not [begin, end]"),
        arguments(two.formatted("0,4", "4,8,8"), 8, "has more than 2 numbers"),
        arguments(two.formatted("0,4", "-4,0"), 8, "\"-4\" at \"$.b.data_offsets[0]\" is not"),
        arguments(
            two.formatted("0,4", "9223372036854775803,9223372036854775807"),
            8,
            "\"b\" ends at data offset 9223372036854775807"),
        arguments(two.formatted("0,4", "4,9223372036854775808"), 8, "larger than a 64-bit"),
        arguments(two.formatted("0,4", "4,8.0"), 8, "\"8.0\""),
        arguments(two.formatted("0,4", "4,8e0"), 8, "\"8e0\""),
        arguments(two.formatted("0,4", "4,'8'"), 8, "expected a whole number"),
        arguments(two.formatted("0,4", "4,NaN"), 8, "not valid JSON"),
        arguments(two.formatted("0,4", "4,08"), 8, "not valid JSON"),
        arguments(two.formatted("0,4", "4,[8]"), 8, "expected a whole number"),
        arguments(two.replace("'b'", "'a'").formatted("0,4", "4,8"), 8, "name \"a\" stands twice"),
        arguments(two.replace("'b'", "'\\u0061'").formatted("0,4", "4,8"), 8, "stands twice"),
        arguments(two.replace("'b'", "'\\ud800'").formatted("0,4", "4,8"), 8, "surrogate"),
        arguments(one.formatted("F32", "2", "0,4"), 4, "takes 8 bytes but its data_offsets [0, 4]"),
        arguments(one.formatted("F32", "0", "0,4"), 4, "takes 0 bytes"),
        arguments(one.formatted("F8_E4M3", "4", "0,4"), 4, "dtype \"F8_E4M3\", supported are [F64"),
        arguments(one.formatted("f32", "1", "0,4"), 4, "dtype \"f32\""),
        arguments(one.formatted("", "1", "0,4"), 4, "dtype \"\""),
        arguments(one.formatted("F32", "-1", "0,4"), 4, "\"-1\" at \"$.a.shape[0]\""),
        arguments(one.formatted("F32", "4294967296,4294967296", "0,0"), 0, "which overflows"),
        arguments(one.formatted("F32", "4611686018427387904", "0,0"), 0, "which overflows"),
        arguments(one.formatted("U8", "1,".repeat(32) + "4", "0,4"), 4, "more than 32 numbers"),
        arguments(one.formatted("U8", "[".repeat(99_999), "0,4"), 4, "expected a whole number"),
        arguments("{'a':" + "{'a':".repeat(99_999), 4, "unknown field \"a\""),
        arguments("{'a':[]}", 0, "expected an object at \"$.a\""),
        arguments("{'a':null}", 0, "expected an object"),
        arguments("{'a':{'dtype':'U8','shape':[0]}}", 0, "lacks one of dtype, shape and"),
        arguments("{'a':{'dtype':5,'shape':[],'data_offsets':[0,1]}}", 1, "expected a string"),
        arguments("{'a':{'dtype':'U8','dtype':'U8'}}", 1, "name \"dtype\" stands twice"),
        arguments("{'a':{'order':'C'}}", 0, "unknown field \"order\""),
        arguments("{'__metadata__':{'a':1}}", 0, "expected a string at"),
        arguments("{'__metadata__':[]}", 0, "expected an object at \"$.__metadata__\""),
        arguments("{'__metadata__':{'a':'','a':''}}", 0, "name \"a\" stands twice"),
        arguments("{'__metadata__':{},'__metadata__':{}}", 0, "\"__metadata__\" stands twice"),
        arguments("{}}", 0, "not valid JSON"),
        arguments("{}{}", 0, "not valid JSON"),
        arguments("{} x", 0, "not valid JSON"),
        arguments("{}\0", 0, "not valid JSON"),
        arguments("{", 0, "not valid JSON"),
        arguments("{a:1}", 0, "not valid JSON"),
        arguments("{'a':{},}", 0, "lacks one of"),
        arguments("{/**/}", 0, "not valid JSON"),
        arguments(" {}", 0, "does not start with {"),
        arguments("\uFEFF{}", 0, "does not start with {"),
        arguments("[]", 0, "does not start with {"));
  }

  @ParameterizedTest
  @MethodSource("headers")
  void open_wrongHeader_namesFileAndFault(String header, int dataBytes, String words) {
    assertFault(RawFile.bytes(header.replace('\'', '"'), dataBytes), words);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE, 100_000_001, Long.MAX_VALUE})
  void open_headerSizeBeyondTheLimit_namesTheSize(long size) {
    assertFault(
        RawFile.bytes(size, new byte[] {'{', '}'}, new byte[0]),
        "header size is " + Long.toUnsignedString(size) + ", the limit is 100000000 bytes");
  }

  @Test
  void open_headerSizeWrong_namesBothSizes() {
    byte[] json = "{}".getBytes(StandardCharsets.UTF_8);
    assertFault(RawFile.bytes(0, json, new byte[0]), "does not start with {");
    assertFault(RawFile.bytes(1, json, new byte[0]), "not valid JSON");
    assertFault(
        RawFile.bytes(3, json, new byte[0]), "header size is 3 but the file has only 10 bytes");
    assertFault(RawFile.bytes(99_000_000, json, new byte[0]), "has only 10 bytes");
    assertFault(new byte[7], "it has 7 bytes, too few for the header size");
    assertFault(new byte[0], "it has 0 bytes");
  }

  @Test
  void open_notUtf8_isSaid() {
    byte[] header = RawFile.bytes("{\"__metadata__\":{\"a\":\"?\"}}", 0);
    for (int i = 0; i < header.length; i++) {
      if (header[i] == '?') {
        header[i] = (byte) 0xff;
      }
    }
    assertFault(header, "not valid UTF-8");
  }

  @Test
  void open_hugeNameInAFault_isShortenedAndPrintable() {
    String name = "\\u0007" + "x".repeat(1_000_000);
    byte[] bytes = RawFile.bytes("{\"" + name + "\":{\"dtype\":\"X\",\"shape\":[]}}", 0);
    assertThatThrownBy(() -> open(bytes))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1000).contains("\"?xxx"));
  }

  @Test
  void open_headerOfNinetyNineMegabytes_isReadOrRefusedByItsContent() throws IOException {
    Path path = folder.resolve("file.safetensors");
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      ByteBuffer size = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      file.write(size.putLong(99_000_000).array());
      file.setLength(99_000_008);
      assertThatThrownBy(() -> SafetensorsFile.open(path))
          .isInstanceOf(ModelIntegrityException.class)
          .hasMessageContaining("does not start with {");
      file.write("{}".getBytes(StandardCharsets.UTF_8));
      assertThatThrownBy(() -> SafetensorsFile.open(path))
          .isInstanceOf(ModelIntegrityException.class)
          .hasMessageContaining("not valid JSON");
      byte[] spaces = new byte[98_999_998];
      Arrays.fill(spaces, (byte) ' ');
      file.write(spaces);
    }
    assertThat(SafetensorsFile.open(path).names()).isEmpty();
  }

  @Test
  void open_goldenTruncatedAnywhere_isRefused() throws IOException {
    byte[] whole = Files.readAllBytes(Goldens.path("plm/model/model.bf16.safetensors"));
    for (int sixteenth = 0; sixteenth < 16; sixteenth++) {
      byte[] part = Arrays.copyOf(whole, whole.length / 16 * sixteenth);
      assertThatThrownBy(() -> open(part)).isInstanceOf(ModelIntegrityException.class);
    }
    assertFault(Arrays.copyOf(whole, whole.length - 1), "it is truncated");
    assertFault(Arrays.copyOf(whole, whole.length + 1), "its last 1 bytes belong to no tensor");
  }

  private void assertFault(byte[] bytes, String words) {
    assertThatThrownBy(() -> open(bytes))
        .isExactlyInstanceOf(ModelIntegrityException.class)
        .hasMessageContaining(folder.resolve("file.safetensors").toString())
        .hasMessageContaining(words);
  }

  private SafetensorsFile open(byte[] bytes) {
    return SafetensorsFile.open(RawFile.write(folder, "file.safetensors", bytes));
  }
}
