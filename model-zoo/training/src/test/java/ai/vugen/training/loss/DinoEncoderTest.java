package ai.vugen.training.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.vugen.error.ModelIntegrityException;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import ai.vugen.training.torch.ComputeType;
import ai.vugen.training.torch.Distribution;
import ai.vugen.training.torch.RandomInitializer;
import ai.vugen.training.torch.TorchBackend;
import ai.vugen.training.torch.TorchScope;
import ai.vugen.training.torch.TorchTensor;
import ai.vugen.training.torch.TorchWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DinoEncoderTest {
  private static final String CONFIG =
      """
      {"hidden_size": 8, "num_hidden_layers": 2, "num_attention_heads": 2, "mlp_ratio": 4,
       "patch_size": 2, "image_size": 6, "layer_norm_eps": 1e-6}
      """;

  private final TorchBackend backend = TorchBackend.cpu(ComputeType.FP32);

  @BeforeAll
  static void useOneThread() {
    TorchBackend.threads(1); // the tensors are too small for more
  }

  private static DinoConfig config(Path folder, String json) throws IOException {
    Files.writeString(folder.resolve("config.json"), json);
    return DinoConfig.read(folder);
  }

  @Test
  void givesATokenAPatchAtAnySize(@TempDir Path folder) throws IOException {
    DinoConfig config = config(folder, CONFIG);
    assertThat(config).isEqualTo(new DinoConfig(8, 2, 2, 32, 2, 3, 1e-6));
    try (TorchWeights weights =
            new TorchWeights(
                backend,
                new RandomInitializer(3).with(role -> true, new Distribution.Normal(0.3)));
        TorchScope scope = new TorchScope()) {
      Tensor pixels = backend.normal(1, 2, 3, 6, 6);
      for (int side : new int[] {3, 5, 2}) {
        DinoEncoder encoder = new DinoEncoder(config, side, new Weights(weights));
        TorchTensor tokens = (TorchTensor) encoder.encode(pixels);
        assertThat(tokens.shape().sizes()).containsExactly(2, (long) side * side, 8);
        assertThat(tokens.floats()).doesNotContain(Float.NaN);
      }
      assertThat(weights.names())
          .contains(
              "embeddings.cls_token",
              "embeddings.position_embeddings",
              "embeddings.patch_embeddings.projection.bias",
              "encoder.layer.1.attention.attention.query.weight",
              "encoder.layer.1.layer_scale2.lambda1",
              "layernorm.weight")
          .hasSize(6 + 2 * 18);
    }
  }

  @Test
  void aTokenSeesTheWholeImageAndItsPlace(@TempDir Path folder) throws IOException {
    DinoConfig config = config(folder, CONFIG);
    try (TorchWeights weights =
            new TorchWeights(
                backend,
                new RandomInitializer(3).with(role -> true, new Distribution.Normal(0.3)));
        TorchScope scope = new TorchScope()) {
      DinoEncoder encoder = new DinoEncoder(config, 3, new Weights(weights));
      float[] plain = new float[3 * 36];
      float[] dotted = plain.clone();
      dotted[0] = 1;
      float[] before = ((TorchTensor) encoder.encode(backend.real(plain, 1, 3, 6, 6))).floats();
      float[] after = ((TorchTensor) encoder.encode(backend.real(dotted, 1, 3, 6, 6))).floats();
      assertThat(after[71]).isNotEqualTo(before[71]); // the last patch sees the first
      assertThat(before[0]).isNotEqualTo(before[8]); // equal patches at different places
    }
  }

  @Test
  void numbersThatDoNotFitAreRefused(@TempDir Path folder) {
    assertThatThrownBy(() -> config(folder, CONFIG.replace("6,", "7,")))
        .isInstanceOf(ModelIntegrityException.class)
        .hasMessageContaining("image_size")
        .hasMessageContaining("7");
    assertThatThrownBy(
            () -> config(folder, CONFIG.replace("\"hidden_size\": 8", "\"hidden_size\": 9")))
        .hasMessageContaining("hidden_size")
        .hasMessageContaining("9");
  }

  @Test
  void interpolationIsThatOfTorch() {
    // torch.nn.functional.interpolate(mode="bicubic") of an impulse, by its formula
    float[] up = BicubicMatrix.of(2, 4);
    double near = 0.1054687; // kernel at 1.25 pixels is negative, at 0.75 and 0.25 positive
    for (int row = 0; row < 4; row++) {
      assertThat((double) up[row * 2] + up[row * 2 + 1]).isCloseTo(1, within(1e-6));
    }
    assertThat(up[0]).isGreaterThan(1); // beyond the edge it overshoots
    assertThat((double) up[0] - 1).isCloseTo(near, within(1e-6));
    assertThat(BicubicMatrix.of(3, 3)).containsExactly(1, 0, 0, 0, 1, 0, 0, 0, 1);
  }

  @Test
  void alignmentIsZeroForEqualDirections() {
    try (TorchWeights weights = new TorchWeights(backend, new RandomInitializer(3));
        TorchScope scope = new TorchScope()) {
      RepresentationAlignment alignment = new RepresentationAlignment(4, 6, new Weights(weights));
      Tensor tokens = backend.normal(1, 2, 5, 4);
      double random = ((TorchTensor) alignment.distance(tokens, backend.normal(2, 2, 5, 6))).item();
      assertThat(random).isBetween(0.5, 1.5);
      Tensor projected =
          tokens
              .linear(
                  weights.parameter("0.weight", shape(4, 4)), weights.parameter("0.bias", shape(4)))
              .silu()
              .linear(
                  weights.parameter("2.weight", shape(6, 4)),
                  weights.parameter("2.bias", shape(6)));
      assertThat(((TorchTensor) alignment.distance(tokens, projected.mul(7))).item())
          .isCloseTo(0, within(1e-5));
      assertThat(((TorchTensor) alignment.distance(tokens, projected.mul(-1))).item())
          .isCloseTo(2, within(1e-5));
    }
  }

  private static ai.vugen.tensor.Shape shape(long... sizes) {
    return ai.vugen.tensor.Shape.of(sizes);
  }
}
