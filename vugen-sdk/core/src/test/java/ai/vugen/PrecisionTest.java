package ai.vugen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.device.Precision;
import ai.vugen.error.InvalidRequestException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** INT8 against FLOAT32 on a tiny model with random weights. */
class PrecisionTest {
  /**
   * ‖int8 − float32‖ / ‖float32‖; random weights of width 32 leave rounding little to average over.
   */
  private static final double TOLERANCE = 0.06;

  private static Path model;

  @BeforeAll
  static void write(@TempDir Path temporary) {
    model = TinyVuGen.model(temporary);
  }

  private static VuGen open(Precision precision, int batchLimit) {
    return VuGen.builder()
        .model(model)
        .precision(precision)
        .batchLimit(batchLimit)
        .cacheBytes(0)
        .build();
  }

  private static double distance(float[] int8, float[] float32) {
    double difference = 0;
    double length = 0;
    for (int i = 0; i < float32.length; i++) {
      difference += (int8[i] - float32[i]) * (double) (int8[i] - float32[i]);
      length += float32[i] * (double) float32[i];
    }
    return Math.sqrt(difference / length);
  }

  private static float[] bytes(GeneratedImage image) {
    byte[] rgb = image.toPixels().rgb();
    float[] values = new float[rgb.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = rgb[i] & 0xff;
    }
    return values;
  }

  @Test
  void int8IsCloseToFloat32ButNotEqual() {
    ImageInput picture = ImageInput.of(TinyVuGen.picture(64, 64));
    try (VuGen float32 = open(Precision.FLOAT32, 1);
        VuGen int8 = open(Precision.INT8, 1)) {
      float[] drawn = float32.sample(TinyVuGen.REQUEST).get(0).values();
      float[] drawnInt8 = int8.sample(TinyVuGen.REQUEST).get(0).values();
      assertThat(distance(drawnInt8, drawn)).isBetween(1e-5, TOLERANCE);

      float[] seen = float32.encode(picture).values();
      float[] seenInt8 = int8.encode(picture).values();
      assertThat(distance(seenInt8, seen)).isBetween(1e-5, TOLERANCE);
      assertThat(distance(int8.embed(picture), float32.embed(picture))).isBetween(1e-5, TOLERANCE);
    }
  }

  @Test
  void anInt8ImageDoesNotDependOnThoseBesideIt() {
    GenerateRequest request = TinyVuGen.REQUEST.toBuilder().count(5).steps(25).build();
    try (VuGen one = open(Precision.INT8, 1);
        VuGen three = open(Precision.INT8, 3)) {
      List<GeneratedImage> alone = one.generate(request);
      List<GeneratedImage> together = three.generate(request);
      assertThat(one.generate(request.toBuilder().count(1).build()).get(0).toPixels())
          .isEqualTo(alone.get(0).toPixels());
      for (int i = 0; i < 5; i++) {
        assertThat(DeterminismTest.distance(together.get(i).toPixels(), alone.get(i).toPixels()))
            .isLessThanOrEqualTo(1);
      }
    }
  }

  @Test
  void anImageSaysItsPrecisionAndIsReplayedInItOnly(@TempDir Path folder) {
    Path file = folder.resolve("int8.png");
    try (VuGen float32 = open(Precision.FLOAT32, 1);
        VuGen int8 = open(Precision.INT8, 1)) {
      GeneratedImage image = int8.generate(TinyVuGen.REQUEST).get(0);
      image.save(file);
      assertThat(Provenance.read(file)).isEqualTo(image.provenance());
      assertThat(Provenance.read(file).precision()).isEqualTo(Precision.INT8);
      assertThat(int8.info().precision()).isEqualTo(Precision.INT8);
      assertThat(int8.replay(file).toPixels()).isEqualTo(image.toPixels());
      assertThatThrownBy(() -> float32.replay(file))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessageContainingAll("drawn with the precision INT8", "opened with FLOAT32");

      GeneratedImage decoded = float32.decode(image.latent());
      assertThat(distance(bytes(image), bytes(decoded))).isBetween(1e-5, 3 * TOLERANCE);
      assertThat(decoded.provenance().precision()).isEqualTo(Precision.FLOAT32);
      assertThat(decoded.request()).isEmpty(); // neither precision would draw it so
    }
  }

  @Test
  void aFileThatSaysNoPrecisionIsFloat32() {
    assertThat(read(json(Precision.FLOAT32).replace("\"precision\":\"float32\",", "")))
        .isEqualTo(Precision.FLOAT32);
  }

  @ParameterizedTest
  @CsvSource({"exact, FLOAT32, float32", "fast, INT8, int8"})
  void filesWithFormerWordsAreRead(String former, Precision precision, String word) {
    String json = json(precision);

    assertThat(json).contains("\"precision\":\"" + word + "\"");
    assertThat(read(json)).isEqualTo(precision);
    assertThat(read(json.replace("\"" + word + "\"", "\"" + former + "\""))).isEqualTo(precision);
  }

  @Test
  void anUnknownPrecisionIsDamage() {
    String json = json(Precision.INT8).replace("\"int8\"", "\"int4\"");

    assertThatThrownBy(() -> read(json))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContainingAll("here has damaged vugen metadata", "INT4");
  }

  private static String json(Precision precision) {
    ModelIdentity model = new ModelIdentity("m", "0".repeat(64));
    return ProvenanceJson.write(
        new Provenance(
            model, "1", precision, 1, 0, Optional.of(new Provenance.Drawn(TinyVuGen.REQUEST, 1))));
  }

  private static Precision read(String json) {
    return ProvenanceJson.read("here", json).precision();
  }
}
