package ai.vugen.checkpoint;

import ai.vugen.error.ModelIntegrityException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The weight names of the original perception_models code, translated to the Hugging Face names
 * that the SDK uses.
 *
 * <p>Most weights only get another name and stay in the file. The query and key projections of the
 * language model also get another row order, because the original rotates neighbouring pairs of a
 * head's channels and the Hugging Face layout rotates channel j with channel j + d/2: row j of a
 * head is the original's row 2j in the first half and 2(j - d/2) + 1 in the second. These are
 * copied to memory. Weights that repeat the tied embedding are left out; a name that the table does
 * not know is kept, so that {@link WeightCheck} reports it.
 */
public final class OriginalNames {
  /** The weights file of an original checkpoint. */
  public static final String FILE_NAME = "consolidated.safetensors";

  private static final String LAYER = "model.language_model.layers.$1.";
  private static final String TOWER = "model.vision_tower.timm_model.";
  private static final String BLOCK = TOWER + "blocks.$1.";
  private static final String PROJECTOR = "model.multi_modal_projector.";

  private static final List<Rule> RULES =
      List.of(
          same("tok_embeddings\\.weight", "model.language_model.embed_tokens.weight"),
          same("norm\\.weight", "model.language_model.norm.weight"),
          new Rule(
              layer("attention\\.w([qk])"), LAYER + "self_attn.$2_proj.weight", Rule::halfSplit),
          same(layer("attention\\.w([vo])"), LAYER + "self_attn.$2_proj.weight"),
          same(layer("feed_forward\\.w1"), LAYER + "mlp.gate_proj.weight"),
          same(layer("feed_forward\\.w2"), LAYER + "mlp.down_proj.weight"),
          same(layer("feed_forward\\.w3"), LAYER + "mlp.up_proj.weight"),
          same(layer("attention_norm"), LAYER + "input_layernorm.weight"),
          same(layer("ffn_norm"), LAYER + "post_attention_layernorm.weight"),
          same("vision_projector\\.projector\\.0\\.(weight|bias)", PROJECTOR + "linear_1.$1"),
          same("vision_projector\\.projector\\.2\\.(weight|bias)", PROJECTOR + "linear_2.$1"),
          same("vision_model\\.conv1\\.weight", TOWER + "patch_embed.proj.weight"),
          new Rule("vision_model\\.class_embedding", TOWER + "cls_token", Rule::rankThree),
          new Rule("vision_model\\.positional_embedding", TOWER + "pos_embed", Rule::rankThree),
          same("vision_model\\.ln_pre\\.(weight|bias)", TOWER + "norm_pre.$1"),
          same(block("ln_([12])\\.(weight|bias)"), BLOCK + "norm$2.$3"),
          same(block("attn\\.in_proj_(weight|bias)"), BLOCK + "attn.qkv.$2"),
          same(block("attn\\.out_proj\\.(weight|bias)"), BLOCK + "attn.proj.$2"),
          same(block("ls_([12])\\.gamma"), BLOCK + "gamma_$2"),
          same(block("mlp\\.c_fc\\.(weight|bias)"), BLOCK + "mlp.fc1.$2"),
          same(block("mlp\\.c_proj\\.(weight|bias)"), BLOCK + "mlp.fc2.$2"));

  private static final Pattern TIED =
      Pattern.compile("output\\.tied_module\\.weight|lm_head\\.weight");

  private OriginalNames() {}

  /**
   * Opens {@code consolidated.safetensors} in a folder and translates its names.
   *
   * @param headDim channels of one attention head of the language model
   */
  public static Checkpoint open(Path folder, int headDim) {
    return translate(Checkpoint.open(folder, FILE_NAME), headDim);
  }

  /** Returns whether a checkpoint has the original names. */
  public static boolean areIn(Checkpoint checkpoint) {
    return checkpoint.names().contains("tok_embeddings.weight");
  }

  /**
   * Returns the same weights under their Hugging Face names.
   *
   * @param headDim channels of one attention head of the language model
   * @throws ModelIntegrityException if the rows of a query or key projection are not whole heads
   */
  public static Checkpoint translate(Checkpoint original, int headDim) {
    if (headDim < 2 || headDim % 2 != 0) {
      throw new ModelIntegrityException(
          "head_dim " + headDim + " is not a positive even number. Check params.json.");
    }
    List<TensorEntry> translated = new ArrayList<>();
    for (TensorEntry entry : original.entries().values()) {
      if (!TIED.matcher(entry.name()).matches()) {
        translated.add(translated(entry, headDim));
      }
    }
    return original.with(translated);
  }

  private static TensorEntry translated(TensorEntry entry, int headDim) {
    for (Rule rule : RULES) {
      Matcher matcher = rule.original.matcher(entry.name());
      if (matcher.matches()) {
        return rule.change.apply(entry, matcher.replaceFirst(rule.name), headDim);
      }
    }
    return entry;
  }

  private static String layer(String weight) {
    return "layers\\.(\\d+)\\." + weight + "\\.weight";
  }

  private static String block(String weight) {
    return "vision_model\\.transformer\\.resblocks\\.(\\d+)\\." + weight;
  }

  private static Rule same(String original, String name) {
    return new Rule(original, name, (entry, to, headDim) -> entry.as(to, entry.shape()));
  }

  /** Makes the translated entry. */
  @FunctionalInterface
  private interface Change {
    TensorEntry apply(TensorEntry entry, String name, int headDim);
  }

  /** One line of the table. */
  private record Rule(Pattern original, String name, Change change) {
    Rule(String original, String name, Change change) {
      this(Pattern.compile(original), name, change);
    }

    /**
     * Puts dimensions of size 1 in front: [n, width] to [1, n, width], [width] to [1, 1, width].
     */
    static TensorEntry rankThree(TensorEntry entry, String name, int headDim) {
      long[] from = entry.shape();
      if (from.length > 3) {
        return entry.as(name, from);
      }
      long[] shape = {1, 1, 1};
      System.arraycopy(from, 0, shape, 3 - from.length, from.length);
      return entry.as(name, shape);
    }

    /** Orders rows for half-split rotation: [heads * headDim, width] to the same shape. */
    static TensorEntry halfSplit(TensorEntry entry, String name, int headDim) {
      long[] shape = entry.shape();
      if (shape.length != 2 || shape[0] == 0 || shape[0] % headDim != 0) {
        throw new ModelIntegrityException(
            "Weight "
                + entry.name()
                + " has shape "
                + Arrays.toString(shape)
                + ", expected rows in whole heads of "
                + headDim
                + ". Check head_dim in params.json.");
      }
      ByteBuffer original = entry.bytes();
      ByteBuffer ordered = ByteBuffer.allocateDirect(original.capacity());
      int rowBytes = (int) (original.capacity() / shape[0]);
      for (int row = 0; row < shape[0]; row++) {
        int j = row % headDim;
        int half = headDim / 2;
        int from = row - j + (j < half ? 2 * j : 2 * (j - half) + 1);
        ordered.put(original.slice(from * rowBytes, rowBytes));
      }
      return new TensorEntry(
          name, entry.dataType(), shape, new TensorSource.InMemory(ordered.flip()));
    }
  }
}
