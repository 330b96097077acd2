package ai.vugen.model;

import ai.vugen.json.JsonSection;
import ai.vugen.model.decoder.DecoderConfig;
import ai.vugen.model.language.LanguageConfig;
import ai.vugen.model.language.RopeConfig;
import ai.vugen.model.latent.UnderstandingLatents;
import ai.vugen.model.reducer.ReducerConfig;
import ai.vugen.model.tower.TowerConfig;
import ai.vugen.model.vision.VisionConfig;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code config.json} as Hugging Face writes it for Perception LM, and its vugen section. */
final class ConfigReader {
  /** Tiles of an image that a released PLM takes at most; the thumbnail comes on top. */
  private static final int PLM_MAX_TILES = 36;

  private ConfigReader() {}

  static ModelConfig read(JsonSection root) {
    VisionConfig vision = vision(root);
    LanguageConfig language = language(root.section("text_config"));
    Optional<JsonSection> vugen = root.optionalSection("vugen");
    JsonSection text = root.section("text_config");
    PlmConfig plm =
        new PlmConfig(
            vugen.map(section -> section.text("name")).orElse("plm"),
            vision,
            vugen.map(section -> section.size("max_tiles")).orElse(PLM_MAX_TILES),
            language,
            new SpecialTokens(
                text.index("bos_token_id"),
                root.index("image_token_id"),
                text.indices("eos_token_id")),
            vugen.isPresent() && vugen.get().has("system") ? vugen.get().text("system") : null);
    return vugen.isPresent() ? vugen(plm, vugen.get()) : plm;
  }

  private static VisionConfig vision(JsonSection root) {
    if (!root.flag("vision_use_cls_token")) {
      throw root.fault("vision_use_cls_token", "must be true; other encoders are not supported");
    }
    JsonSection section = root.section("vision_config");
    JsonSection args = section.section("model_args");
    Architecture architecture = Architecture.of(section, args);
    List<Integer> size = args.sizes("img_size");
    if (size.size() != 2 || !size.get(0).equals(size.get(1))) {
      throw args.fault("img_size", "must be two equal sides, but is " + size);
    }
    int width = args.size("embed_dim");
    return new VisionConfig(
        size.get(0),
        architecture.patch,
        width,
        args.size("depth"),
        architecture.heads,
        (int) Math.round(width * architecture.mlpRatio),
        root.size("projector_pooling_ratio"));
  }

  /** The numbers that timm keeps under an architecture's name instead of in the arguments. */
  private record Architecture(int patch, double mlpRatio, int heads) {
    static Architecture of(JsonSection section, JsonSection args) {
      if (args.has("patch_size") || args.has("mlp_ratio")) {
        return new Architecture(
            args.size("patch_size"), args.positive("mlp_ratio"), args.size("num_heads"));
      }
      String name = section.text("architecture");
      return switch (name) {
        case "vit_pe_core_large_patch14_336", "vit_pe_lang_large_patch14_448" ->
            new Architecture(14, 4, args.has("num_heads") ? args.size("num_heads") : 16);
        default ->
            throw section.fault(
                "architecture",
                "is " + name + ", which is unknown; add patch_size and mlp_ratio to model_args");
      };
    }
  }

  private static LanguageConfig language(JsonSection c) {
    int width = c.size("hidden_size");
    int heads = c.size("num_attention_heads");
    if (!c.flag("tie_word_embeddings")) {
      throw c.fault("tie_word_embeddings", "must be true; a separate lm_head is not supported");
    }
    return new LanguageConfig(
        c.size("num_hidden_layers"),
        width,
        heads,
        c.size("num_key_value_heads"),
        c.has("head_dim") ? c.size("head_dim") : width / heads,
        c.size("intermediate_size"),
        c.size("vocab_size"),
        c.positive("rms_norm_eps"),
        rope(c),
        c.size("max_position_embeddings"));
  }

  /**
   * {@code rope_parameters} since version 5, {@code rope_theta} and {@code rope_scaling} before.
   */
  private static RopeConfig rope(JsonSection c) {
    if (c.has("rope_parameters")) {
      JsonSection parameters = c.section("rope_parameters");
      return new RopeConfig(parameters.positive("rope_theta"), scaling(parameters));
    }
    Optional<JsonSection> scaling = c.optionalSection("rope_scaling");
    return new RopeConfig(
        c.positive("rope_theta"), scaling.map(ConfigReader::scaling).orElse(null));
  }

  private static RopeConfig.@Nullable Scaling scaling(JsonSection c) {
    String type = c.text("rope_type");
    return switch (type) {
      case "default" -> null;
      case "llama3" ->
          new RopeConfig.Scaling(
              c.positive("factor"),
              c.positive("low_freq_factor"),
              c.positive("high_freq_factor"),
              c.positive("original_max_position_embeddings"));
      default -> throw c.fault("rope_type", "must be default or llama3, but is " + type);
    };
  }

  private static VugenConfig vugen(PlmConfig plm, JsonSection c) {
    VisionConfig vision = plm.vision();
    int size = c.has("encoder_size") ? c.size("encoder_size") : vision.imageSize();
    UnderstandingLatents latents =
        new UnderstandingLatents(vision, size, reducer(c.section("reducer"), vision.width()));
    JsonSection tower = c.section("tower");
    return new VugenConfig(
        plm,
        latents,
        new TowerConfig(
            plm.language(),
            latents.grid(),
            latents.channels(),
            tower.size("patch"),
            tower.size("time_channels")),
        DecoderConfig.read(c.section("decoder"), latents));
  }

  private static ReducerConfig reducer(JsonSection c, int width) {
    String type = c.text("type");
    return switch (type) {
      case "mlp" -> new ReducerConfig.Mlp(width, c.size("hidden"), c.size("channels"));
      case "pca" -> new ReducerConfig.Pca(width, c.size("channels"));
      default -> throw c.fault("type", "must be mlp or pca, but is " + type);
    };
  }
}
