package ai.vugen.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.goldens.Goldens;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ResizeTest {
  private static final Goldens VECTORS = Goldens.load("plm/image/pil_resize.safetensors");

  static Stream<Arguments> vectors() {
    JsonElement json = Goldens.json("plm/image/pil_resize.json");
    return StreamSupport.stream(json.getAsJsonObject().getAsJsonArray("cases").spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .map(c -> Arguments.of(c.get("input").getAsString(), c.get("output").getAsString(), of(c)));
  }

  private static Resize of(JsonObject vector) {
    String filter = vector.get("filter").getAsString().toUpperCase(Locale.ROOT);
    return new Resize(
        vector.get("width").getAsInt(),
        vector.get("height").getAsInt(),
        ResizeFilter.valueOf(filter));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("vectors")
  void equalsPillow(String input, String output, Resize resize) {
    int[] shape = VECTORS.shape(input); // [height, width, 3] or [height, width]
    byte[] from = VECTORS.bytes(input);
    byte[] to =
        shape.length == 3
            ? resize.apply(Pixels.of(shape[1], shape[0], from)).rgb()
            : resize.applyGray(from, shape[1], shape[0]);
    assertThat(to).isEqualTo(VECTORS.bytes(output));
  }

  @Test
  void thereAre90VectorsWithAllFilters() {
    List<Resize> resizes = vectors().map(v -> (Resize) v.get()[2]).toList();
    assertThat(resizes).hasSize(90);
    assertThat(resizes.stream().map(Resize::filter)).contains(ResizeFilter.values());
  }

  @ParameterizedTest
  @EnumSource
  void grayIsScaledLikeEveryChannel(ResizeFilter filter) {
    byte[] gray = {0, 50, 100, -106, -56, -6, 7, 3, 1, 90, 80, 70};
    byte[] rgb = new byte[36];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = gray[i / 3];
    }
    Resize resize = new Resize(7, 2, filter);
    Pixels scaled = resize.apply(Pixels.of(4, 3, rgb));
    byte[] scaledGray = resize.applyGray(gray, 4, 3);
    for (int i = 0; i < scaledGray.length; i++) {
      for (int c = 0; c < 3; c++) {
        assertThat(scaled.sample(i % 7, i / 7, c)).isEqualTo(scaledGray[i] & 0xff);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsOneColour(ResizeFilter filter) {
    byte[] rgb = new byte[50 * 40 * 3];
    Arrays.fill(rgb, (byte) 200);
    byte[] scaled = new Resize(131, 3, filter).apply(Pixels.of(50, 40, rgb)).rgb();
    assertThat(scaled).containsOnly(200);
  }

  @Test
  void theSameSizeIsACopy() {
    Pixels pixels = Pictures.noise(9, 7, 1);
    assertThat(new Resize(9, 7, ResizeFilter.LANCZOS).apply(pixels)).isEqualTo(pixels);
    byte[] gray = {1, 2, 3, 4};
    byte[] same = new Resize(2, 2, ResizeFilter.LANCZOS).applyGray(gray, 2, 2);
    assertThat(same).isEqualTo(gray).isNotSameAs(gray);
  }

  @Test
  void refusesSizesItCannotMake() {
    assertThatThrownBy(() -> new Resize(0, 5, ResizeFilter.BOX))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("0 x 5");
    Resize huge = new Resize(30_000, 30_000, ResizeFilter.BOX);
    assertThatThrownBy(() -> huge.apply(Pictures.waves(2, 2)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("30000 x 30000");
    Resize gray = new Resize(2, 2, ResizeFilter.BOX);
    assertThatThrownBy(() -> gray.applyGray(new byte[5], 2, 3))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("5 samples");
  }
}
