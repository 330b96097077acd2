package ai.vugen.training.loss;

import ai.vugen.error.ModelException;
import ai.vugen.json.JsonSection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The numbers of a DINOv2 vision transformer, from its {@code config.json}.
 *
 * @param width channels of a token
 * @param layers number of transformer layers
 * @param heads attention heads
 * @param mlpWidth channels between the two linear layers of an MLP
 * @param patchSize side of a patch in pixels
 * @param grid side of the grid of patches whose positions were learned
 * @param epsilon of the layer norms
 */
public record DinoConfig(
    int width, int layers, int heads, int mlpWidth, int patchSize, int grid, double epsilon) {
  /** Reads the configuration in a model's folder, in the layout of Hugging Face. */
  public static DinoConfig read(Path folder) {
    Path file = folder.resolve("config.json");
    try {
      return of(JsonSection.parse(file.toString(), Files.readString(file)));
    } catch (IOException e) {
      throw new ModelException(file + " cannot be read: " + e, e);
    }
  }

  private static DinoConfig of(JsonSection c) {
    int width = c.size("hidden_size");
    int heads = c.size("num_attention_heads");
    int image = c.size("image_size");
    int patch = c.size("patch_size");
    if (width % heads != 0) {
      throw c.fault("hidden_size", "is " + width + ", no multiple of the " + heads + " heads");
    }
    if (image % patch != 0) {
      throw c.fault("image_size", "is " + image + ", no multiple of the patch size " + patch);
    }
    if (c.has("use_swiglu_ffn") && c.flag("use_swiglu_ffn")) {
      throw c.fault("use_swiglu_ffn", "is true; only models with plain MLPs are supported");
    }
    return new DinoConfig(
        width,
        c.size("num_hidden_layers"),
        heads,
        width * c.size("mlp_ratio"),
        patch,
        image / patch,
        c.positive("layer_norm_eps"));
  }
}
