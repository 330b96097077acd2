package ai.vugen.evaluation.image;

import static ai.vugen.evaluation.MetricGoldens.check;
import static ai.vugen.evaluation.MetricGoldens.numbers;
import static ai.vugen.evaluation.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.vugen.evaluation.MetricGoldens;
import com.google.gson.JsonObject;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Signal-to-noise ratios and structural similarities against reference values. */
class ImageQualityTest {
  private static final MetricGoldens GOLDENS = MetricGoldens.load("psnr_ssim", "images");
  private static final double TOLERANCE = 1e-9;
  private static final double FLOAT_TOLERANCE = 1e-3;

  // The reference for clamped images comes from torchmetrics, which has 10 / ln 10 in float.
  private static final double FLOAT_LOGARITHM = 10 / (float) Math.log(10) / (10 / Math.log(10));

  private static final ImagePlanes GRAY = ImagePlanes.of(new double[6 * 7], 1, 1, 6, 7);

  @TestFactory
  Stream<DynamicTest> psnr_batches_matchReference() {
    return cases(ImageQualityTest::checkPsnr);
  }

  private static void checkPsnr(JsonObject c) {
    ImagePlanes a = planes(c, "a");
    ImagePlanes b = planes(c, "b");

    PeakSignalNoise ratio = PeakSignalNoise.between(a, b, 1);
    PeakSignalNoise floored = PeakSignalNoise.between(a, b, 1, 1e-10);

    check("images", ratio.perImage(), numbers(c.get("psnr_per_image")), TOLERANCE);
    check("mean", ratio.mean(), number(c, "psnr_mean_of_images"), TOLERANCE);
    check("pooled", ratio.pooled(), number(c, "psnr_of_pooled_mse"), TOLERANCE);
    check("floor", floored.mean(), number(c, "psnr_mean_of_images_mse_floor_1e_10"), TOLERANCE);
    assertThat(floored.errorFloor()).isEqualTo(1e-10);
    if (!c.get("psnr_per_image_clamped_0_1").isJsonNull()) {
      PeakSignalNoise clamped = PeakSignalNoise.between(a.clamped(0, 1), b.clamped(0, 1), 1);
      check(
          "clamped",
          clamped.perImage().stream().map(decibels -> decibels * FLOAT_LOGARITHM).toList(),
          numbers(c.get("psnr_per_image_clamped_0_1")),
          TOLERANCE);
    }
  }

  @TestFactory
  Stream<DynamicTest> ssim_reflectedBorder_matchesReference() {
    return cases(
        c -> {
          StructuralSimilarity similarity =
              ssim(
                  c,
                  StructuralSimilarity.Window.GAUSSIAN_11,
                  StructuralSimilarity.Border.REFLECTED,
                  1);

          check("images", similarity.perImage(), numbers(c.get("ssim_per_image")), TOLERANCE);
          check("mean", similarity.mean(), number(c, "ssim_mean"), TOLERANCE);
          check(
              "library",
              similarity.perImage(),
              numbers(c.get("ssim_full_float32")),
              FLOAT_TOLERANCE);
        });
  }

  @TestFactory
  Stream<DynamicTest> ssim_validWindow_matchesReference() {
    return cases(
        c -> {
          if (c.get("ssim_valid_window_mean").isJsonNull()) {
            refused(
                () ->
                    ssim(
                        c,
                        StructuralSimilarity.Window.GAUSSIAN_11,
                        StructuralSimilarity.Border.VALID,
                        1),
                "border REFLECTED");
            return;
          }
          StructuralSimilarity similarity =
              ssim(
                  c, StructuralSimilarity.Window.GAUSSIAN_11, StructuralSimilarity.Border.VALID, 1);

          check(
              "images",
              similarity.perImage(),
              numbers(c.get("ssim_valid_window_per_image")),
              TOLERANCE);
          check("mean", similarity.mean(), number(c, "ssim_valid_window_mean"), TOLERANCE);
        });
  }

  @TestFactory
  Stream<DynamicTest> ssim_uniformWindow_matchesReference() {
    return cases(
        c ->
            check(
                "images",
                ssim(
                        c,
                        StructuralSimilarity.Window.UNIFORM_7,
                        StructuralSimilarity.Border.REFLECTED,
                        1)
                    .perImage(),
                numbers(c.get("ssim_uniform_7x7_per_image")),
                TOLERANCE));
  }

  @TestFactory
  Stream<DynamicTest> ssim_observedRange_matchesReference() {
    return cases(
        c -> {
          double range = StructuralSimilarity.observedRange(planes(c, "a"), planes(c, "b"));
          check("range", range, number(c, "data_range_from_data"), TOLERANCE);
          if (range == 0) {
            refused(
                () ->
                    ssim(
                        c,
                        StructuralSimilarity.Window.GAUSSIAN_11,
                        StructuralSimilarity.Border.REFLECTED,
                        range),
                "data range is 0.0");
            return;
          }
          check(
              "images",
              ssim(
                      c,
                      StructuralSimilarity.Window.GAUSSIAN_11,
                      StructuralSimilarity.Border.REFLECTED,
                      range)
                  .perImage(),
              numbers(c.get("ssim_data_range_from_data_per_image")),
              TOLERANCE);
        });
  }

  @Test
  void ssim_tooSmall_isRefused() {
    ImagePlanes five = ImagePlanes.of(new double[25], 1, 1, 5, 5);

    refused(
        () ->
            StructuralSimilarity.between(
                five,
                five,
                StructuralSimilarity.Window.GAUSSIAN_11,
                StructuralSimilarity.Border.REFLECTED,
                1),
        "mirrored");
  }

  @Test
  void between_differentShapes_isRefused() {
    ImagePlanes turned = ImagePlanes.of(new double[6 * 7], 1, 1, 7, 6);

    refused(() -> PeakSignalNoise.between(GRAY, turned, 1), "[1, 1, 7, 6]");
    refused(
        () ->
            StructuralSimilarity.between(
                GRAY,
                turned,
                StructuralSimilarity.Window.UNIFORM_7,
                StructuralSimilarity.Border.REFLECTED,
                1),
        "as of the first");
  }

  @Test
  void between_badRange_isRefused() {
    refused(() -> PeakSignalNoise.between(GRAY, GRAY, 0), "data range");
    refused(() -> PeakSignalNoise.between(GRAY, GRAY, Double.NaN), "data range");
    refused(() -> PeakSignalNoise.between(GRAY, GRAY, 1, -1), "floor of the error");
  }

  private static StructuralSimilarity ssim(
      JsonObject c,
      StructuralSimilarity.Window window,
      StructuralSimilarity.Border border,
      double range) {
    return StructuralSimilarity.between(planes(c, "a"), planes(c, "b"), window, border, range);
  }

  private static Stream<DynamicTest> cases(Consumer<JsonObject> check) {
    return GOLDENS
        .objects("cases")
        .map(c -> dynamicTest(c.get("name").getAsString(), () -> check.accept(c)));
  }

  private static ImagePlanes planes(JsonObject c, String side) {
    return GOLDENS.planes(c.get(side).getAsString());
  }

  private static double number(JsonObject c, String key) {
    return c.get(key).getAsDouble();
  }
}
