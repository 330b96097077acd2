package ai.vugen.training.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.tensor.Role;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import ai.vugen.training.torch.ComputeType;
import ai.vugen.training.torch.Distribution;
import ai.vugen.training.torch.RandomInitializer;
import ai.vugen.training.torch.TorchBackend;
import ai.vugen.training.torch.TorchScope;
import ai.vugen.training.torch.TorchTensor;
import ai.vugen.training.torch.TorchWeights;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LpipsDistanceTest {
  private static final Path GOLDENS = goldens();

  @BeforeAll
  static void useOneThread() {
    TorchBackend.threads(1); // the tensors are too small for more
  }

  private static Path goldens() {
    try {
      return Path.of(
          Objects.requireNonNull(LpipsDistanceTest.class.getResource("/goldens/lpips")).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** The cases whose channel weights are made up; published weights are not kept here. */
  static List<JsonObject> cases() throws IOException {
    String json = Files.readString(GOLDENS.resolve("cases.json"));
    List<JsonObject> cases = new ArrayList<>();
    for (JsonElement one : JsonParser.parseString(json).getAsJsonObject().getAsJsonArray("cases")) {
      if (one.getAsJsonObject().get("lin").getAsString().endsWith(".lin{l}")) {
        cases.add(one.getAsJsonObject());
      }
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void distancesOfFeaturesEqualTheReference(JsonObject golden) {
    check(golden, ComputeType.FP32, 1e-5);
    check(golden, ComputeType.FP64, 1e-8);
  }

  private static void check(JsonObject golden, ComputeType precision, double tolerance) {
    TorchBackend backend = TorchBackend.cpu(precision);
    String name = golden.get("name").getAsString();
    int layers = golden.get("layers").getAsInt();
    Checkpoint maps = Checkpoint.open(GOLDENS, "features.safetensors");
    try (TorchScope scope = new TorchScope()) {
      List<Tensor> one = new ArrayList<>();
      List<Tensor> other = new ArrayList<>();
      List<Tensor> weights = new ArrayList<>();
      for (int layer = 0; layer < layers; layer++) {
        one.add(tensor(backend, maps, name + ".0.layer" + layer));
        other.add(tensor(backend, maps, name + ".1.layer" + layer));
        weights.add(tensor(backend, maps, name + ".lin" + layer));
      }
      double[] distances = ((TorchTensor) LpipsDistance.distance(one, other, weights)).doubles();
      JsonArray expected = golden.getAsJsonArray("distance");
      assertThat(distances).hasSize(expected.size());
      for (int i = 0; i < distances.length; i++) {
        double wanted = expected.get(i).getAsDouble();
        assertThat(distances[i]).isCloseTo(wanted, within(tolerance * wanted));
      }
    }
  }

  private static Tensor tensor(TorchBackend backend, Checkpoint file, String name) {
    return backend.real(file.floats(name), file.entry(name).shape());
  }

  @Test
  void theTrunkSeesWhatDiffersAndHasGradients() {
    TorchBackend backend = TorchBackend.cpu(ComputeType.FP32);
    try (TorchWeights weights =
            new TorchWeights(
                backend,
                new RandomInitializer(3)
                    .with(role -> role.use() == Role.Use.SCALE, new Distribution.Constant(0.5)));
        TorchScope scope = new TorchScope()) {
      Weights root = new Weights(weights);
      LpipsDistance network = new LpipsDistance(List.of(3, 4, 5, 6, 7), root, root);
      Tensor images = backend.normal(1, 3, 3, 19, 32);
      Tensor near = images.add(backend.normal(2, 3, 3, 19, 32).mul(0.01));
      Tensor far = images.add(backend.normal(2, 3, 3, 19, 32).mul(0.5));
      TorchTensor same = (TorchTensor) network.distance(images, images);
      assertThat(same.shape().sizes()).containsExactly(3, 1, 1, 1);
      assertThat(same.doubles()).containsOnly(0.0);
      double[] little = ((TorchTensor) network.distance(images, near)).doubles();
      double[] much = ((TorchTensor) network.distance(images, far)).doubles();
      for (int i = 0; i < 3; i++) {
        assertThat(little[i]).isPositive().isLessThan(much[i]);
      }
      assertThat(weights.names())
          .contains("features.0.weight", "features.28.bias", "vgg.lin4.weight")
          .hasSize(13 * 2 + 5);
    }
  }
}
