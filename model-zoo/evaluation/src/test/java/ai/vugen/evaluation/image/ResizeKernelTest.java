package ai.vugen.evaluation.image;

import static ai.vugen.evaluation.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.vugen.evaluation.MetricGoldens;
import ai.vugen.image.Pixels;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Resize kernels against reference values. */
class ResizeKernelTest {
  private static final MetricGoldens GOLDENS = MetricGoldens.load("resize", "images");
  private static final double TOLERANCE = 1e-9;
  private static final double LIBRARY_TOLERANCE = 2e-3;

  @TestFactory
  Stream<DynamicTest> resize_images_matchReference() {
    return GOLDENS
        .objects("cases")
        .flatMap(
            c ->
                Stream.of(ResizeKernel.values())
                    .map(
                        kernel ->
                            dynamicTest(
                                c.get("name").getAsString() + " " + kernel,
                                () -> checkResize(c, kernel))));
  }

  private static void checkResize(JsonObject c, ResizeKernel kernel) {
    String tensor = c.get("name").getAsString() + "." + kernel.name().toLowerCase(Locale.ROOT);
    double white = kernel == ResizeKernel.PYTORCH_FID ? 1 : 255;
    int stride = c.get("stored_stride").isJsonNull() ? 1 : c.get("stored_stride").getAsInt();
    int height = c.get("output_height").getAsInt();
    int width = c.get("output_width").getAsInt();

    ImagePlanes resized = kernel.resize(input(c), height, width);

    double tolerance = kernel == ResizeKernel.PYTORCH_FID ? 1e-11 : TOLERANCE;
    checkPixels(resized, tensor + ".double", stride, tolerance);
    checkPixels(resized, tensor, stride, LIBRARY_TOLERANCE * white / 255);
    checkPixels(
        kernel.networkInput(resized),
        tensor + ".network_input",
        stride,
        LIBRARY_TOLERANCE * 2 / 255);
  }

  private static void checkPixels(ImagePlanes actual, String tensor, int stride, double tolerance) {
    double[] expected = GOLDENS.doubles(tensor);
    int[] shape = GOLDENS.shape(tensor);
    assertThat(shape)
        .containsExactly(
            (actual.height() - 1) / stride + 1,
            (actual.width() - 1) / stride + 1,
            actual.channels());
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      int x = i / shape[2] % shape[1] * stride;
      int y = i / shape[2] / shape[1] * stride;
      double value = actual.at(actual.from(0, i % shape[2]) + y * actual.width() + x);
      largest = Math.max(largest, Math.abs(value - expected[i]));
    }
    assertThat(largest).as(tensor).isLessThanOrEqualTo(tolerance);
  }

  @Test
  void resize_batch_treatsPlanesAlone() {
    ImagePlanes first = input(GOLDENS.objects("cases").findFirst().orElseThrow());
    double[] values = first.values();
    ImagePlanes split = ImagePlanes.of(values, 3, 1, first.height(), first.width());

    for (ResizeKernel kernel : ResizeKernel.values()) {
      assertThat(kernel.resize(split, 3, 5).values())
          .containsExactly(kernel.resize(first, 3, 5).values());
    }
  }

  @Test
  void resize_badInput_isRefused() {
    ImagePlanes gray = ImagePlanes.of(new double[4], 1, 1, 2, 2);
    ImagePlanes signed = ImagePlanes.of(new double[] {-1, 1}, 1, 1, 1, 2);
    ImagePlanes bright = ImagePlanes.of(new double[] {0, 256}, 1, 1, 1, 2);

    refused(() -> ResizeKernel.CLEAN_FID.resize(gray, 0, 3), "3 x 0; expected 1 x 1 or more");
    refused(() -> ResizeKernel.CLEAN_FID.resize(signed, 1, 1), "values in [0, 255]");
    refused(() -> ResizeKernel.CLEAN_FID.resize(bright, 1, 1), "values in [0, 255]");
  }

  private static ImagePlanes input(JsonObject c) {
    String tensor = c.get("input").getAsString();
    int[] shape = GOLDENS.shape(tensor);
    return ImagePlanes.of(List.of(Pixels.of(shape[1], shape[0], GOLDENS.bytes(tensor))));
  }
}
