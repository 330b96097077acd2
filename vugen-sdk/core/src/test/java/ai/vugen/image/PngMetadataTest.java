package ai.vugen.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.InvalidImageException;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.error.VuGenException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PngMetadataTest {
  private static final Pixels PIXELS = Pictures.waves(3, 2);

  @Test
  void roundTripsEveryScriptInOrder() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("prompt", "zwei Äpfel, 两个苹果, яблоки, 🍎🍎");
    texts.put("latin", "naïve café ÿ\nsecond line");
    texts.put("controls", "tab\there, return\r\n, \u0085");
    texts.put("empty", "");
    texts.put("Schlüssel mit Raum", "{\"seed\": 7, \"cfg\": 5.0}");
    texts.put("long", "0123456789 ä 漢".repeat(20_000));
    PngMetadata read = PngMetadata.read(PngWriter.toBytes(PIXELS, new PngMetadata(texts)));
    assertThat(read.texts()).containsExactlyEntriesOf(texts);
  }

  @Test
  void aPictureWithoutTextsHasNone() {
    assertThat(PngMetadata.read(PngWriter.toBytes(PIXELS, PngMetadata.NONE)))
        .isEqualTo(PngMetadata.NONE);
  }

  @Test
  void latinTextsBecomeTextChunksAndOthersInternationalOnes() {
    assertThat(PngText.encode("a", "déjà vu\n").bytes())
        .isEqualTo("a\0déjà vu\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(PngText.encode("a", "déjà vu\n").type()).isEqualTo("tEXt");
    assertThat(PngText.encode("a", "日").bytes())
        .isEqualTo("a\0\0\0\0\0日".getBytes(StandardCharsets.UTF_8));
    assertThat(PngText.encode("a", "日").type()).isEqualTo("iTXt");
  }

  @Test
  void readsCompressedTextsAndTakesTheLastOfTwo() {
    byte[] png =
        withChunks(
            PngChunk.of("tEXt", latin("twice\0first")),
            PngChunk.of("zTXt", concat(latin("zipped\0\0"), deflate(latin("naïve")))),
            PngChunk.of(
                "iTXt",
                concat(
                    "both\0\1\0zh\0keyword\0".getBytes(StandardCharsets.UTF_8),
                    deflate("苹果".getBytes(StandardCharsets.UTF_8)))),
            PngChunk.of("tEXt", latin("twice\0second")));
    assertThat(PngMetadata.read(png).texts())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("twice", "second", "zipped", "naïve", "both", "苹果"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " a", "a ", "a  b", "日", "a\n", "tab\t", "a\u00a0b", "\u0080"})
  void refusesKeywordsThatPngCannotHold(String keyword) {
    PngMetadata metadata = new PngMetadata(Map.of(keyword, "x"));
    assertThatThrownBy(() -> PngWriter.toBytes(PIXELS, metadata))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("cannot be a PNG keyword");
  }

  @Test
  void takesKeywordsOf79CharactersAndNoMore() {
    String longest = "k".repeat(79);
    PngMetadata metadata = new PngMetadata(Map.of(longest, "x"));
    assertThat(PngMetadata.read(PngWriter.toBytes(PIXELS, metadata))).isEqualTo(metadata);
    PngMetadata tooLong = new PngMetadata(Map.of(longest + "k", "x"));
    assertThatThrownBy(() -> PngWriter.toBytes(PIXELS, tooLong))
        .isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void refusesNulAndHalfSurrogates() {
    PngMetadata nul = new PngMetadata(Map.of("prompt", "a\0b"));
    assertThatThrownBy(() -> PngWriter.toBytes(PIXELS, nul))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("NUL");
    PngMetadata half = new PngMetadata(Map.of("prompt", "a\ud83c"));
    assertThatThrownBy(() -> PngWriter.toBytes(PIXELS, half))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("surrogate");
  }

  @Test
  void refusesDamagedTexts() {
    assertDamaged(PngChunk.of("tEXt", latin("no separator")));
    assertDamaged(PngChunk.of("iTXt", latin("a\0\1")));
    assertDamaged(PngChunk.of("iTXt", latin("a\0\0\0en")));
    assertDamaged(PngChunk.of("zTXt", latin("a\0")));
    assertDamaged(PngChunk.of("zTXt", latin("a\0\7abc")));
    assertDamaged(PngChunk.of("zTXt", latin("a\0\0not deflated")));
    byte[] cut = deflate(latin("some text that is cut off"));
    cut = Arrays.copyOf(cut, cut.length - 8);
    assertDamaged(PngChunk.of("zTXt", concat(latin("a\0\0"), cut)));
  }

  private static void assertDamaged(PngChunk chunk) {
    byte[] png = withChunks(chunk);
    assertThatThrownBy(() -> PngMetadata.read(png))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("Corrupt PNG");
    assertThat(PixelsReader.read(png)).isEqualTo(PIXELS);
  }

  @Test
  void refusesTextBombs() {
    byte[] bomb = concat(latin("a\0\0"), deflate(new byte[6 << 20]));
    PngChunk chunk = PngChunk.of("zTXt", bomb);
    assertThat(PngMetadata.read(withChunks(chunk, chunk)).texts()).containsOnlyKeys("a");
    assertThatThrownBy(() -> PngMetadata.read(withChunks(chunk, chunk, chunk)))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("16 MiB");
  }

  @Test
  void readsOrRefusesDamagedFilesButNeverFailsOtherwise() {
    byte[] png = PngWriter.toBytes(PIXELS, new PngMetadata(Map.of("prompt", "苹果", "seed", "7")));
    Random random = new Random(2);
    for (int round = 0; round < 2000; round++) {
      List<PngChunk> chunks = new ArrayList<>();
      for (PngChunk chunk : PngChunks.parse(png)) {
        byte[] data = chunk.bytes();
        if (PngText.TYPES.contains(chunk.type())) {
          data[random.nextInt(data.length)] = (byte) random.nextInt(4);
        }
        chunks.add(PngChunk.of(chunk.type(), data));
      }
      byte[] damaged = PngChunks.join(chunks);
      try {
        assertThat(PngMetadata.read(damaged).texts()).isNotEmpty();
      } catch (VuGenException e) {
        assertThat(e).isInstanceOf(InvalidImageException.class);
      }
    }
  }

  @Test
  void readsFilesAndRefusesWhatIsNoPng(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a.png");
    PngWriter.write(PIXELS, new PngMetadata(Map.of("seed", "7")), file);
    assertThat(PngMetadata.read(file).texts()).containsEntry("seed", "7");
    Path text = Files.writeString(folder.resolve("b.png"), "no PNG");
    assertThatThrownBy(() -> PngMetadata.read(text))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("b.png")
        .hasMessageContaining("Not a PNG");
  }

  // The picture with more chunks between header and pixels.
  private static byte[] withChunks(PngChunk... added) {
    List<PngChunk> chunks =
        new ArrayList<>(PngChunks.parse(PngWriter.toBytes(PIXELS, PngMetadata.NONE)));
    chunks.addAll(1, List.of(added));
    return PngChunks.join(chunks);
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] concat(byte[] first, byte[] second) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(first);
    out.writeBytes(second);
    return out.toByteArray();
  }

  private static byte[] deflate(byte[] data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream zlib = new DeflaterOutputStream(out)) {
      zlib.write(data);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }
}
