package ai.vugen.model.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.goldens.Goldens;
import ai.vugen.image.Pixels;
import ai.vugen.image.PixelsReader;
import ai.vugen.image.Resize;
import ai.vugen.image.ResizeFilter;
import ai.vugen.image.TileGrid;
import ai.vugen.image.Tiling;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageProcessorTest {
  private static final Goldens VANILLA = Goldens.load("plm/image/vanilla.safetensors");
  private static final JsonObject IMAGES =
      Goldens.json("plm/image/vanilla.json").getAsJsonObject().getAsJsonObject("images");

  static Stream<String> images() {
    return IMAGES.keySet().stream();
  }

  static Stream<JsonObject> tiledImages() {
    JsonElement json = Goldens.json("plm/image/thumb_tile.json");
    return StreamSupport.stream(json.getAsJsonObject().getAsJsonArray("cases").spliterator(), false)
        .map(JsonElement::getAsJsonObject);
  }

  @Test
  void thereAreTenImagesAndThreeTiledOnes() {
    assertThat(images()).hasSize(10);
    assertThat(tiledImages()).hasSize(3);
  }

  @ParameterizedTest
  @MethodSource("images")
  void vanillaTensorsEqualTheReference(String image) {
    ImageTiles tiles = new ImageProcessor(56).process(pixels(image), TilePlan.SINGLE);
    assertThat(tiles.values()).isEqualTo(VANILLA.floats(image + ".pixel_values.56"));
    assertThat(tiles.count()).isEqualTo(1);
    assertThat(tiles.grid()).isEqualTo(TileGrid.SINGLE);
    Pixels resized = new Resize(56, 56, ResizeFilter.BICUBIC).apply(pixels(image));
    assertThat(resized.rgb()).isEqualTo(VANILLA.bytes(image + ".resized.56"));
  }

  @ParameterizedTest
  @MethodSource("images")
  void sourcePixelsAndResizedPixelsHaveTheReferencesHashes(String image) {
    JsonObject expected = IMAGES.getAsJsonObject(image);
    assertThat(sha256(pixels(image))).isEqualTo(expected.get("rgb_sha256").getAsString());
    for (int size : new int[] {56, 448}) {
      JsonObject vanilla = expected.getAsJsonObject("vanilla").getAsJsonObject("" + size);
      Pixels resized = new Resize(size, size, ResizeFilter.BICUBIC).apply(pixels(image));
      assertThat(sha256(resized)).isEqualTo(vanilla.get("resized_sha256").getAsString());
      assertChannelSums(resized, vanilla.getAsJsonArray("channel_sums"));
    }
  }

  @ParameterizedTest
  @MethodSource("images")
  void fullSizeVanillaHasTheReferencesSamples(String image) {
    JsonArray samples =
        IMAGES
            .getAsJsonObject(image)
            .getAsJsonObject("vanilla")
            .getAsJsonObject("448")
            .getAsJsonArray("samples");
    assertThat(samples).hasSize(16);
    float[] values = new ImageProcessor(448).process(pixels(image), TilePlan.SINGLE).values();
    for (JsonElement element : samples) {
      JsonObject sample = element.getAsJsonObject();
      int at = sample.get("y").getAsInt() * 448 + sample.get("x").getAsInt();
      for (int c = 0; c < 3; c++) {
        float expected = sample.getAsJsonArray("pixel_values").get(c).getAsFloat();
        assertThat(values[c * 448 * 448 + at]).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tiledImages")
  void thumbnailAndTilesEqualTheReference(JsonObject expected) {
    Pixels picture =
        PixelsReader.read(Goldens.path("plm/image/" + expected.get("image").getAsString()));
    Tiling tiling = new Tiling.ThumbAndTiles(expected.get("max_tiles").getAsInt());
    int tile = expected.get("tile").getAsInt();
    ImageTiles tiles =
        new ImageProcessor(tile).process(picture, TilePlan.of(picture, tiling, tile));
    assertThat(tiles.grid().columns()).isEqualTo(expected.get("columns").getAsInt());
    assertThat(tiles.grid().rows()).isEqualTo(expected.get("rows").getAsInt());
    assertThat(tiles.count()).isEqualTo(expected.get("tiles_with_thumbnail").getAsInt());
    assertThat(tiles.size()).isEqualTo(tile);
    Goldens goldens = Goldens.load("plm/image/thumb_tile.safetensors");
    assertThat(tiles.values()).isEqualTo(goldens.floats(expected.get("tensor").getAsString()));
  }

  @Test
  void aSingleTileComesTwiceWithTheThumbnail() {
    ImageTiles tiles =
        new ImageProcessor(56)
            .process(
                pixels("photo_300x200"),
                TilePlan.of(pixels("photo_300x200"), new Tiling.ThumbAndTiles(1), 56));
    float[] vanilla = VANILLA.floats("photo_300x200.pixel_values.56");
    assertThat(tiles.count()).isEqualTo(2);
    assertThat(tiles.values()).startsWith(vanilla).endsWith(vanilla).hasSize(2 * vanilla.length);
  }

  @Test
  void meanAndStdAreThoseGiven() {
    Pixels pixel = Pixels.of(1, 1, new byte[] {0, 51, (byte) 255});
    ImageProcessor processor = new ImageProcessor(1, 0.2f, 0.4f);
    assertThat(processor.process(pixel, TilePlan.SINGLE).values()).containsExactly(-0.5f, 0f, 2f);
  }

  @ParameterizedTest
  @ValueSource(floats = {0, Float.NaN, Float.POSITIVE_INFINITY})
  void refusesNumbersItCannotWorkWith(float std) {
    assertThatThrownBy(() -> new ImageProcessor(56, 0.5f, std))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("std " + std);
    assertThatThrownBy(() -> new ImageProcessor(0)).isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> new Tiling.ThumbAndTiles(0))
        .isInstanceOf(InvalidRequestException.class);
  }

  private static Pixels pixels(String image) {
    return PixelsReader.read(Goldens.path("plm/image/png/" + image + ".png"));
  }

  private static void assertChannelSums(Pixels pixels, JsonArray expected) {
    for (int c = 0; c < 3; c++) {
      long sum = 0;
      for (int y = 0; y < pixels.height(); y++) {
        for (int x = 0; x < pixels.width(); x++) {
          sum += pixels.sample(x, y, c);
        }
      }
      assertThat(sum).isEqualTo(expected.get(c).getAsLong());
    }
  }

  private static String sha256(Pixels pixels) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(pixels.rgb());
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
