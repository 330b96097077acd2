package ai.vugen.session;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.checkpoint.OriginalNames;
import ai.vugen.checkpoint.WeightCheck;
import ai.vugen.error.ModelIntegrityException;
import ai.vugen.error.ModelNotFoundException;
import ai.vugen.model.ModelConfig;
import ai.vugen.model.ModelParts;
import ai.vugen.model.OriginalConfig;
import ai.vugen.model.language.SpecialToken;
import ai.vugen.model.language.Tokenizer;
import ai.vugen.model.latent.LatentStatistics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of a model folder, read and checked: every weight that the configuration asks for is
 * there in its shape, and no other.
 *
 * <p>Two layouts are read: {@code config.json} with {@code model.safetensors} (or shards and their
 * index), and the original code's {@code params.json} with {@code consolidated.safetensors}. Both
 * hold {@code tokenizer.json}.
 *
 * @param folder where it is
 * @param config its numbers
 * @param checkpoint its weights, under the names of Hugging Face
 * @param tokenizer its tokenizer, closed with this
 * @param statistics mean and standard deviation of z̃; null if the model cannot draw
 */
public record LoadedModel(
    Path folder,
    ModelConfig config,
    Checkpoint checkpoint,
    Tokenizer tokenizer,
    @Nullable LatentStatistics statistics)
    implements AutoCloseable {
  /** Copies of the tied embedding, which some tools write. */
  private static final List<String> UNUSED = List.of("lm_head.weight");

  /**
   * Reads a model folder.
   *
   * @throws ModelNotFoundException if a file is missing
   * @throws ai.vugen.error.ModelIntegrityException if a file is damaged, or weights and
   *     configuration differ; then the message lists every difference
   */
  public static LoadedModel open(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new ModelNotFoundException(
          folder.toAbsolutePath()
              + " is not a folder; a model folder holds config.json, model.safetensors and"
              + " tokenizer.json.");
    }
    Tokenizer tokenizer = Tokenizer.load(folder.resolve("tokenizer.json"));
    try {
      return open(folder, tokenizer);
    } catch (RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  private static LoadedModel open(Path folder, Tokenizer tokenizer) {
    ModelConfig config = config(folder, tokenizer);
    checkVocabulary(folder, config, tokenizer);
    Checkpoint checkpoint = checkpoint(folder, config);
    WeightCheck.check(checkpoint, ModelGraphs.allWeights(config), UNUSED);
    LatentStatistics statistics =
        config.drawing().isEmpty()
            ? null
            : new LatentStatistics(
                checkpoint.floats(ModelParts.LATENT_MEAN),
                checkpoint.floats(ModelParts.LATENT_STD));
    return new LoadedModel(folder, config, checkpoint, tokenizer, statistics);
  }

  private static void checkVocabulary(Path folder, ModelConfig config, Tokenizer tokenizer) {
    int image = tokenizer.id(SpecialToken.IMAGE);
    if (tokenizer.vocabularySize() > config.language().vocabulary()
        || image != config.tokens().image()) {
      throw new ModelIntegrityException(
          "tokenizer.json and the configuration in %s do not belong together: %d tokens with <|image|> as %d, but the model has %d with %d."
              .formatted(
                  folder,
                  tokenizer.vocabularySize(),
                  image,
                  config.language().vocabulary(),
                  config.tokens().image()));
    }
  }

  private static ModelConfig config(Path folder, Tokenizer tokenizer) {
    return OriginalConfig.isIn(folder)
        ? OriginalConfig.read(folder, tokenizer)
        : ModelConfig.read(folder);
  }

  private static Checkpoint checkpoint(Path folder, ModelConfig config) {
    int headDim = config.language().headDim();
    if (OriginalConfig.isIn(folder)) {
      return OriginalNames.open(folder, headDim);
    }
    Checkpoint checkpoint = Checkpoint.open(folder);
    return OriginalNames.areIn(checkpoint)
        ? OriginalNames.translate(checkpoint, headDim)
        : checkpoint;
  }

  /** Mean and standard deviation of z̃, of a model that draws. */
  public LatentStatistics drawingStatistics() {
    if (statistics == null) {
      config.requireDrawing();
      throw new IllegalStateException("a model that draws has statistics");
    }
    return statistics;
  }

  /** Frees the tokenizer. */
  @Override
  public void close() {
    tokenizer.close();
  }
}
