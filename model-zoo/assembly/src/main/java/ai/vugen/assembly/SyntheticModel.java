package ai.vugen.assembly;

import ai.vugen.SdkVersion;
import ai.vugen.checkpoint.DataType;
import ai.vugen.checkpoint.ShardedWriter;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.error.VuGenException;
import ai.vugen.model.ModelConfig;
import ai.vugen.model.PlmConfig;
import ai.vugen.session.ModelGraphs;
import ai.vugen.tensor.Role;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Model folders of any size with random weights: complete in every file, so that speed and memory
 * can be measured without anybody's weights. What such a model draws or answers means nothing.
 *
 * <p>Weights are bfloat16, made while they are written, so that memory stays small; the same
 * configuration, seed and version give the same bytes.
 */
public final class SyntheticModel {
  /** The name of a configuration of PLM-1B's size, which only sees. */
  public static final String PLM_1B = "plm-1b";

  /** The name of a configuration of VUGEN-1B's size. */
  public static final String VUGEN_1B = "vugen-1b";

  /** Largest shard, in bytes. */
  static final long SHARD_BYTES = 2_000_000_000L;

  private SyntheticModel() {}

  /** Returns the names that {@link #config} knows. */
  public static List<String> names() {
    return List.of(PLM_1B, VUGEN_1B);
  }

  /**
   * Returns the text of a {@code config.json} by its name.
   *
   * @throws InvalidRequestException if there is none of this name
   */
  public static String config(String name) {
    return switch (name) {
      case PLM_1B -> plm();
      case VUGEN_1B -> {
        PlmConfig plm = (PlmConfig) ModelConfig.parse(PLM_1B, plm());
        TrainedParts none = TrainedParts.NONE;
        yield none.describe(plm, plm.vision().imageSize(), VUGEN_1B).configJson(plm());
      }
      default ->
          throw new InvalidRequestException(
              "There is no configuration " + name + "; there are " + String.join(", ", names()));
    };
  }

  private static String plm() {
    try (InputStream in = SyntheticModel.class.getResourceAsStream(PLM_1B + ".json")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new VuGenException("The configuration of PLM-1B cannot be read: " + e, e);
    }
  }

  /**
   * Writes a model folder: configuration, tokenizer and weights. The folder appears when it is
   * complete.
   *
   * @param config the text of its {@code config.json}
   * @param shardBytes most bytes of weights in one file
   * @throws ai.vugen.error.ModelIntegrityException if the configuration is damaged
   * @throws InvalidRequestException if the folder has content already
   * @throws VuGenException if it cannot be written, or the disk has not enough room
   */
  public static void write(
      String config, long seed, long shardBytes, Path folder, BytesListener listener) {
    ModelConfig parsed = ModelConfig.parse("config.json", config);
    BpeVocabulary vocabulary = SyntheticVocabulary.of(parsed);
    ShardedWriter weights =
        new ShardedWriter(shardBytes)
            .metadata("format", "pt")
            .metadata("vugen.model", parsed.name())
            .metadata("vugen.origin", "random weights, which mean nothing")
            .metadata("vugen.seed", Long.toString(seed))
            .metadata("vugen.sdk", SdkVersion.current());
    InitialValues values = new InitialValues(seed, false);
    Map<String, long[]> shapes = ModelGraphs.allWeights(parsed);
    Map<String, Role> roles = ModelGraphs.allRoles(parsed);
    shapes.forEach(
        (name, shape) ->
            weights.add(
                name,
                DataType.BF16,
                shape,
                values.of(name, roles.getOrDefault(name, Role.OTHER), shape)));
    try (AssembledFolder made = AssembledFolder.begin(folder)) {
      made.write("config.json", config);
      made.write("generation_config.json", generationConfig(parsed));
      made.write("tokenizer.json", vocabulary.json());
      made.write(weights, listener);
      made.finish();
    }
  }

  /** Writes a model folder in files of at most 2 GB. */
  public static void write(String config, long seed, Path folder, BytesListener listener) {
    write(config, seed, SHARD_BYTES, folder, listener);
  }

  private static String generationConfig(ModelConfig config) {
    return """
    {
      "bos_token_id": %d,
      "eos_token_id": %s,
      "do_sample": false
    }
    """
        .formatted(config.tokens().beginOfText(), config.tokens().stop());
  }
}
