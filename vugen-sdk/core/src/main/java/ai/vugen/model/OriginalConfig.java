package ai.vugen.model;

import ai.vugen.error.ModelIntegrityException;
import ai.vugen.json.JsonSection;
import ai.vugen.model.language.LanguageConfig;
import ai.vugen.model.language.RopeConfig;
import ai.vugen.model.language.SpecialToken;
import ai.vugen.model.language.Tokenizer;
import ai.vugen.model.vision.VisionConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The configuration in the layout of the original code (perception_models): {@code params.json}
 * beside {@code consolidated.safetensors}. Such a model only sees.
 */
public final class OriginalConfig {
  private static final String FILE_NAME = "params.json";

  /** Context length that Llama's rotary frequencies were trained for before they were scaled. */
  private static final double ORIGINAL_POSITIONS = 8192;

  private OriginalConfig() {}

  /** Returns whether a folder has this layout: it holds the file, and no {@code config.json}. */
  public static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(FILE_NAME))
        && !Files.exists(folder.resolve("config.json"));
  }

  /**
   * Reads the configuration of a folder.
   *
   * @param tokenizer tells the ids of the special tokens, which the file does not hold
   * @throws ModelIntegrityException if it is damaged or contradicts itself
   */
  public static ModelConfig read(Path folder, Tokenizer tokenizer) {
    Path file = folder.resolve(FILE_NAME);
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      return read(JsonSection.parse(file.toString(), text), tokenizer);
    } catch (IOException e) {
      throw new ModelIntegrityException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static ModelConfig read(JsonSection root, Tokenizer tokenizer) {
    JsonSection model = root.section("model");
    if (!model.flag("weight_tying")) {
      throw model.fault("weight_tying", "must be true; a separate output is not supported");
    }
    return new PlmConfig(
        "plm",
        vision(model.section("vision_model"), model.size("pooling_ratio")),
        root.section("data").size("max_num_tiles"),
        language(model),
        new SpecialTokens(
            tokenizer.id(SpecialToken.BEGIN_OF_TEXT),
            tokenizer.id(SpecialToken.IMAGE),
            List.of(
                tokenizer.id(SpecialToken.END_OF_TEXT), tokenizer.id(SpecialToken.END_OF_TURN))),
        null);
  }

  private static VisionConfig vision(JsonSection c, int poolingRatio) {
    if (!c.flag("use_cls_token") || c.flag("use_ln_post")) {
      throw c.fault("use_cls_token", "must be true, and use_ln_post false, as PLM has them");
    }
    int width = c.size("width");
    return new VisionConfig(
        c.size("image_size"),
        c.size("patch_size"),
        width,
        c.size("layers"),
        c.size("heads"),
        (int) Math.round(width * c.positive("mlp_ratio")),
        poolingRatio);
  }

  private static LanguageConfig language(JsonSection c) {
    int width = c.size("dim");
    int heads = c.size("n_heads");
    return new LanguageConfig(
        c.size("n_layers"),
        width,
        heads,
        c.has("n_kv_heads") ? c.size("n_kv_heads") : heads,
        c.has("head_dim") ? c.size("head_dim") : width / heads,
        mlpWidth(c, width),
        c.size("vocab_size"),
        c.positive("norm_eps"),
        rope(c),
        c.size("max_seqlen"));
  }

  /** Two thirds of four widths, scaled, rounded up to a multiple. */
  private static int mlpWidth(JsonSection c, int width) {
    int hidden = 8 * width / 3;
    if (c.has("ffn_dim_multiplier")) {
      hidden = (int) (c.positive("ffn_dim_multiplier") * hidden);
    }
    int multiple = c.size("multiple_of");
    return multiple * ((hidden + multiple - 1) / multiple);
  }

  private static RopeConfig rope(JsonSection c) {
    double theta = c.positive("rope_theta");
    if (!c.has("use_scaled_rope") || !c.flag("use_scaled_rope")) {
      return new RopeConfig(theta, null);
    }
    return new RopeConfig(
        theta,
        new RopeConfig.Scaling(
            c.positive("rope_scale_factor"),
            c.positive("low_freq_factor"),
            c.positive("high_freq_factor"),
            ORIGINAL_POSITIONS));
  }
}
