package ai.vugen.model;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.checkpoint.OriginalNames;
import ai.vugen.goldens.Goldens;
import ai.vugen.tensor.Evaluator.Parameters;
import ai.vugen.tensor.StoredParameters;
import java.nio.charset.StandardCharsets;

/** The tiny perception language model of the goldens, in every form in which its weights come. */
public enum GoldenPlm {
  FLOAT32("model.safetensors"),
  BFLOAT16("model.bf16.safetensors"),
  SHARDED("shards"),
  ORIGINAL_NAMES("consolidated.safetensors");

  /** The numbers of the model. */
  public static final ModelConfig CONFIG =
      ModelConfig.parse(
          "config.json",
          new String(Goldens.resource("plm/model/config.json"), StandardCharsets.UTF_8));

  private final String file;

  GoldenPlm(String file) {
    this.file = file;
  }

  /** The weights. */
  public Parameters parameters() {
    return StoredParameters.of(checkpoint());
  }

  private Checkpoint checkpoint() {
    return switch (this) {
      case FLOAT32, BFLOAT16 -> GoldenTensors.weights("plm/model", file);
      case SHARDED ->
          GoldenTensors.weights(
              "plm/model-sharded",
              "model-00001-of-00002.safetensors",
              "model-00002-of-00002.safetensors",
              "model.safetensors.index.json");
      case ORIGINAL_NAMES ->
          OriginalNames.translate(
              GoldenTensors.weights("plm/model-original", file), CONFIG.language().headDim());
    };
  }
}
