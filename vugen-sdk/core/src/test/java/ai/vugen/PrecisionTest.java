package ai.vugen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.quantization.Precision;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** FAST against EXACT on a tiny model with random weights. */
class PrecisionTest {
  /** ‖fast − exact‖ / ‖exact‖; random weights of width 32 leave rounding little to average over. */
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

  private static double distance(float[] fast, float[] exact) {
    double difference = 0;
    double length = 0;
    for (int i = 0; i < exact.length; i++) {
      difference += (fast[i] - exact[i]) * (double) (fast[i] - exact[i]);
      length += exact[i] * (double) exact[i];
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
  void fastIsCloseToExactButNotEqual() {
    ImageInput picture = ImageInput.of(TinyVuGen.picture(64, 64));
    try (VuGen exact = open(Precision.EXACT, 1);
        VuGen fast = open(Precision.FAST, 1)) {
      float[] drawn = exact.sample(TinyVuGen.REQUEST).get(0).values();
      float[] drawnFast = fast.sample(TinyVuGen.REQUEST).get(0).values();
      assertThat(distance(drawnFast, drawn)).isBetween(1e-5, TOLERANCE);

      float[] seen = exact.encode(picture).values();
      float[] seenFast = fast.encode(picture).values();
      assertThat(distance(seenFast, seen)).isBetween(1e-5, TOLERANCE);
      assertThat(distance(fast.embed(picture), exact.embed(picture))).isBetween(1e-5, TOLERANCE);
    }
  }

  @Test
  void aFastImageDoesNotDependOnThoseBesideIt() {
    GenerateRequest request = TinyVuGen.REQUEST.toBuilder().count(5).steps(25).build();
    try (VuGen one = open(Precision.FAST, 1);
        VuGen three = open(Precision.FAST, 3)) {
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
    Path file = folder.resolve("fast.png");
    try (VuGen exact = open(Precision.EXACT, 1);
        VuGen fast = open(Precision.FAST, 1)) {
      GeneratedImage image = fast.generate(TinyVuGen.REQUEST).get(0);
      image.save(file);
      assertThat(Provenance.read(file)).isEqualTo(image.provenance());
      assertThat(Provenance.read(file).precision()).isEqualTo(Precision.FAST);
      assertThat(fast.info().precision()).isEqualTo(Precision.FAST);
      assertThat(fast.replay(file).toPixels()).isEqualTo(image.toPixels());
      assertThatThrownBy(() -> exact.replay(file))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessageContainingAll("drawn with the precision FAST", "opened with EXACT");

      GeneratedImage decoded = exact.decode(image.latent());
      assertThat(distance(bytes(image), bytes(decoded))).isBetween(1e-5, 3 * TOLERANCE);
      assertThat(decoded.provenance().precision()).isEqualTo(Precision.EXACT);
      assertThat(decoded.request()).isEmpty(); // neither precision would draw it so
    }
  }

  @Test
  void aFileThatSaysNoPrecisionIsExact() {
    Provenance provenance =
        new Provenance(
            new ModelIdentity("m", "0".repeat(64)),
            "1",
            Precision.EXACT,
            1,
            0,
            Optional.of(new Provenance.Drawn(TinyVuGen.REQUEST, 1)));
    String json = ProvenanceJson.write(provenance);

    assertThat(ProvenanceJson.read("here", json.replace("\"precision\":\"exact\",", "")))
        .isEqualTo(ProvenanceJson.read("here", json));
    assertThat(json).contains("\"precision\":\"exact\"");
  }
}
