package ai.vugen.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.vugen.evaluation.features.FeatureMatrix;
import ai.vugen.evaluation.image.ImagePlanes;
import ai.vugen.goldens.Goldens;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The reference values of one metric: a file of cases and one of tensors. */
public final class MetricGoldens {
  private final JsonObject cases;
  private final Goldens tensors;

  private MetricGoldens(JsonObject cases, Goldens tensors) {
    this.cases = cases;
    this.tensors = tensors;
  }

  /** Loads the files of a metric. */
  public static MetricGoldens load(String metric, String tensors) {
    return new MetricGoldens(
        Goldens.json("metrics/" + metric + "/cases.json").getAsJsonObject(),
        Goldens.load("metrics/" + metric + "/" + tensors + ".safetensors"));
  }

  /** The whole file of cases. */
  public JsonObject root() {
    return cases;
  }

  /** The objects of an array of the file. */
  public Stream<JsonObject> objects(String array) {
    return objects(cases, array);
  }

  /** The objects of an array, none if it is missing. */
  public static Stream<JsonObject> objects(JsonObject parent, String array) {
    return parent.has(array)
        ? parent.getAsJsonArray(array).asList().stream().map(JsonElement::getAsJsonObject)
        : Stream.empty();
  }

  /** A tensor in double. */
  public double[] doubles(String tensor) {
    return tensors.doubles(tensor);
  }

  /** The bytes of a tensor. */
  public byte[] bytes(String tensor) {
    return tensors.bytes(tensor);
  }

  /** The shape of a tensor. */
  public int[] shape(String tensor) {
    return tensors.shape(tensor);
  }

  /** A tensor of two dimensions. */
  public FeatureMatrix matrix(String tensor) {
    int[] shape = shape(tensor);
    return FeatureMatrix.of(doubles(tensor), shape[0], shape[1]);
  }

  /** Some rows of a tensor of two dimensions. */
  public FeatureMatrix rows(String tensor, int... rows) {
    int features = shape(tensor)[1];
    double[] all = doubles(tensor);
    double[] chosen = new double[rows.length * features];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(all, rows[i] * features, chosen, i * features, features);
    }
    return FeatureMatrix.of(chosen, rows.length, features);
  }

  /** A tensor of four dimensions. */
  public ImagePlanes planes(String tensor) {
    int[] shape = shape(tensor);
    return ImagePlanes.of(doubles(tensor), shape[0], shape[1], shape[2], shape[3]);
  }

  /** The numbers of a JSON array. */
  public static List<Double> numbers(JsonElement array) {
    List<Double> numbers = new ArrayList<>();
    array.getAsJsonArray().forEach(number -> numbers.add(number.getAsDouble()));
    return numbers;
  }

  /** The whole numbers of a JSON array. */
  public static int[] integers(JsonElement array) {
    JsonArray numbers = array.getAsJsonArray();
    return IntStream.range(0, numbers.size()).map(i -> numbers.get(i).getAsInt()).toArray();
  }

  /** Checks a number; infinities and NaN must be the same. */
  public static void check(String what, double actual, double expected, double tolerance) {
    if (Double.isFinite(expected)) {
      assertThat(actual).as(what).isCloseTo(expected, within(tolerance));
    } else {
      assertThat(actual).as(what).isEqualTo(expected);
    }
  }

  /** Checks as many numbers as are expected. */
  public static void check(
      String what, List<Double> actual, List<Double> expected, double tolerance) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      check(what + " " + i, actual.get(i), expected.get(i), tolerance);
    }
  }
}
