package ai.vugen.pipeline;

import ai.vugen.checkpoint.SafetensorsWriter;
import ai.vugen.flow.Noise;
import ai.vugen.goldens.Goldens;
import ai.vugen.model.ModelConfig;
import ai.vugen.model.ModelParts;
import ai.vugen.session.ModelGraphs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Model folders with random weights: every network of a VUGEN model, as small as possible. */
public final class TinyModel {
  /** A model that draws 64 x 64 pixels from 4 x 4 latents. */
  public static final String CONFIG =
      """
      {
        "image_token_id": 482,
        "projector_pooling_ratio": 2,
        "vision_use_cls_token": true,
        "vision_config": {
          "architecture": "tiny",
          "model_args": {"depth": 2, "embed_dim": 32, "img_size": [64, 64], "num_heads": 2,
            "mlp_ratio": 2.0, "patch_size": 16}
        },
        "text_config": {
          "bos_token_id": 480, "eos_token_id": [481, 489], "head_dim": 8, "hidden_size": 32,
          "intermediate_size": 64, "max_position_embeddings": 160, "num_attention_heads": 4,
          "num_hidden_layers": 2, "num_key_value_heads": 2, "rms_norm_eps": 1e-05,
          "rope_parameters": {"rope_theta": 10000.0, "rope_type": "default"},
          "tie_word_embeddings": true, "vocab_size": 512
        },
        "vugen": {
          "name": "tiny", "max_tiles": 1, "system": "",
          "reducer": {"type": "mlp", "hidden": 16, "channels": 4},
          "tower": {"patch": 1, "time_channels": 32},
          "decoder": {"image_size": 64, "pixel_patch": 4, "channels": [16, 32],
            "blocks_per_level": 1, "mid_layers": 1, "heads": 2, "head_dim": 16, "window": 4,
            "groups": 8, "schedule_power": 2.0, "prediction": "image"}
        }
      }
      """;

  /** The same, but latents come from pictures of half the side of the tiles that it sees. */
  public static final String SMALL_PICTURES =
      CONFIG
          .replace("\"img_size\": [64, 64]", "\"img_size\": [128, 128]")
          .replace("\"max_tiles\": 1,", "\"max_tiles\": 1, \"encoder_size\": 64,");

  private TinyModel() {}

  /** Writes a model that draws. */
  public static Path write(Path folder, long seed) {
    return write(folder, CONFIG, weights(CONFIG, seed));
  }

  /** Writes a model of a configuration with random weights. */
  public static Path write(Path folder, String config, long seed) {
    return write(folder, config, weights(config, seed));
  }

  /** Writes a model of a configuration and weights. */
  public static Path write(Path folder, String config, Map<String, float[]> weights) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("config.json"), config);
      Files.write(
          folder.resolve("tokenizer.json"), Goldens.resource("plm/tokenizer/tokenizer.json"));
      SafetensorsWriter writer = new SafetensorsWriter();
      Map<String, long[]> shapes = ModelGraphs.allWeights(ModelConfig.parse("config.json", config));
      weights.forEach(
          (name, values) -> writer.add(name, shapes.getOrDefault(name, new long[0]), values));
      writer.write(folder.resolve("model.safetensors"));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Random weights of a configuration. */
  public static Map<String, float[]> weights(String config, long seed) {
    Map<String, float[]> weights = new LinkedHashMap<>();
    int[] index = {0};
    ModelGraphs.allWeights(ModelConfig.parse("config.json", config))
        .forEach(
            (name, shape) -> {
              int elements = 1;
              for (long size : shape) {
                elements *= (int) size;
              }
              float[] values = new float[elements];
              new Noise(seed, index[0]++, Noise.Stream.TOWER_LATENT).fill(values, 0, elements);
              scale(name, shape, values);
              weights.put(name, values);
            });
    return weights;
  }

  private static void scale(String name, long[] shape, float[] values) {
    boolean positive = name.contains("norm") || name.equals(ModelParts.LATENT_STD);
    boolean aroundOne = (positive && name.endsWith("weight")) || name.equals(ModelParts.LATENT_STD);
    float spread = shape.length < 2 ? 0.1f : (float) (1 / Math.sqrt(fanIn(shape)));
    for (int i = 0; i < values.length; i++) {
      values[i] = (aroundOne ? 1 : 0) + spread * values[i];
    }
  }

  private static double fanIn(long[] shape) {
    double inputs = 1;
    for (int i = 1; i < shape.length; i++) {
      inputs *= shape[i];
    }
    return inputs;
  }
}
