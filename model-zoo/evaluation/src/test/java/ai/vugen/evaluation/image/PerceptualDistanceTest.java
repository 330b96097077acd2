package ai.vugen.evaluation.image;

import static ai.vugen.evaluation.MetricGoldens.check;
import static ai.vugen.evaluation.MetricGoldens.numbers;
import static ai.vugen.evaluation.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.vugen.evaluation.MetricGoldens;
import ai.vugen.evaluation.image.PerceptualDistance.LayerWeights;
import ai.vugen.goldens.Goldens;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Perceptual distances against reference values. */
class PerceptualDistanceTest {
  private static final MetricGoldens GOLDENS = MetricGoldens.load("lpips", "features");
  private static final Goldens LEARNED = Goldens.load("metrics/lpips/lin_weights_v0.1.safetensors");
  private static final double TOLERANCE = 1e-9;

  private static final ImagePlanes MAP = ImagePlanes.of(new double[] {1, 2}, 1, 2, 1, 1);

  @TestFactory
  Stream<DynamicTest> between_weighted_matchesReference() {
    return GOLDENS
        .objects("cases")
        .map(c -> dynamicTest(c.get("name").getAsString(), () -> checkWeighted(c)));
  }

  private static void checkWeighted(JsonObject c) {
    PerceptualDistance distance = PerceptualDistance.between(maps(c, 0), maps(c, 1), weights(c));

    relative(distance.perImage(), numbers(c.get("distance")));
    for (int image = 0; image < distance.perLayer().size(); image++) {
      relative(distance.perLayer().get(image), numbers(c.getAsJsonArray("per_layer").get(image)));
    }
    assertThat(distance.perLayer()).hasSize(c.get("batch").getAsInt());
    assertThat(distance.network()).isEqualTo(c.get("net").getAsString());
  }

  @TestFactory
  Stream<DynamicTest> between_equalWeights_matchesReference() {
    return GOLDENS
        .objects("cases")
        .map(
            c ->
                dynamicTest(
                    c.get("name").getAsString(),
                    () ->
                        relative(
                            PerceptualDistance.between(maps(c, 0), maps(c, 1), ones(weights(c)))
                                .perImage(),
                            numbers(c.get("distance_without_lin_weights")))));
  }

  @Test
  void networkInput_images_matchReference() {
    double[] expected = GOLDENS.doubles("scaling.output");

    ImagePlanes scaled = PerceptualDistance.networkInput(GOLDENS.planes("scaling.input"));

    assertThat(scaled.values()).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(scaled.values()[i])
          .isCloseTo(expected[i], within(TOLERANCE * Math.abs(expected[i])));
    }
  }

  @Test
  void networkInput_gray_isRefused() {
    refused(() -> PerceptualDistance.networkInput(MAP), "number of channels is 2; expected 3");
  }

  @Test
  void between_badMaps_areRefused() {
    LayerWeights two = new LayerWeights("alex", List.of(new double[2]));
    LayerWeights three = new LayerWeights("vgg", List.of(new double[3]));
    LayerWeights twice = new LayerWeights("alex", List.of(new double[2], new double[2]));
    ImagePlanes wide = ImagePlanes.of(new double[4], 1, 2, 1, 2);
    ImagePlanes batch = ImagePlanes.of(new double[4], 2, 2, 1, 1);

    refused(() -> between(List.of(MAP), List.of(MAP), twice), "number of layers is 1");
    refused(() -> between(List.of(MAP), List.of(MAP), three), "the channels of vgg");
    refused(() -> between(List.of(MAP), List.of(wide), two), "shape of the second batch");
    refused(
        () -> between(List.of(MAP, batch), List.of(MAP, batch), twice), "images of layer 1 is 2");
  }

  @Test
  void weights_badNumbers_areRefused() {
    refused(() -> new LayerWeights("alex", List.of()), "number of layers");
    refused(() -> new LayerWeights("alex", List.of(new double[0])), "one per channel");
    refused(() -> new LayerWeights("alex", List.of(new double[] {-1})), "0 or more");
    refused(() -> new LayerWeights("alex", List.of(new double[] {Double.NaN})), "finite");
  }

  private static void between(
      List<ImagePlanes> first, List<ImagePlanes> second, LayerWeights weights) {
    PerceptualDistance.between(first, second, weights);
  }

  private static void relative(List<Double> actual, List<Double> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      check("distance " + i, actual.get(i), expected.get(i), TOLERANCE * expected.get(i));
    }
  }

  private static List<ImagePlanes> maps(JsonObject c, int side) {
    return IntStream.range(0, c.get("layers").getAsInt())
        .mapToObj(
            layer -> GOLDENS.planes(c.get("name").getAsString() + "." + side + ".layer" + layer))
        .toList();
  }

  private static LayerWeights weights(JsonObject c) {
    String network = c.get("net").getAsString();
    String place = c.get("lin").getAsString();
    return new LayerWeights(
        network,
        IntStream.range(0, c.get("layers").getAsInt())
            .mapToObj(
                layer ->
                    place.startsWith("lin_weights")
                        ? LEARNED.doubles(network + ".lin" + layer + ".weight")
                        : GOLDENS.doubles(place.replace("{l}", "" + layer)))
            .toList());
  }

  private static LayerWeights ones(LayerWeights weights) {
    return new LayerWeights(
        weights.network(),
        weights.layers().stream()
            .map(
                layer -> {
                  double[] ones = new double[layer.length];
                  Arrays.fill(ones, 1);
                  return ones;
                })
            .toList());
  }
}
