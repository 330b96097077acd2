package ai.vugen.assembly;

import ai.vugen.SdkVersion;
import ai.vugen.checkpoint.ShardedWriter;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.error.ModelException;
import ai.vugen.model.ModelConfig;
import ai.vugen.model.OriginalConfig;
import ai.vugen.model.PlmConfig;
import ai.vugen.session.LoadedModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The VUGEN model that a training begins with (VUGEN §3.2): a perception language model, a
 * generation tower that begins as a copy of its language layers and predicts the velocity 0, and a
 * reducer and a pixel diffusion decoder, trained or not.
 *
 * <p>Stored weights are copied from file to file in their own element types; fresh ones are
 * bfloat16. The language and vision weights stay bit for bit what they were, so that the model
 * answers as before.
 */
public final class InitialModel {
  private static final String NAME = "vugen-1b";

  private static final String LICENCE =
      "The language, vision and tower weights are those of the PLM folder that the model was made"
          + " of. The weights of facebook/Perception-LM-1B are for non-commercial research only"
          + " (FAIR Noncommercial Research License), and so is what is made of them.";

  private static final String DECODER_LICENCE =
      " Released SSDD decoders are licensed CC-BY-NC 4.0.";

  private InitialModel() {}

  /**
   * Writes a model folder, which appears when it is complete.
   *
   * @param plm a model folder in the Hugging Face layout, with a tokenizer
   * @param parts trained parts to take
   * @param encoderSize side in pixels of the pictures that z̃ is made of; 448 gives a grid of 32 ×
   *     32 with patches of 14, 224 one of 16 × 16
   * @param seed of the fresh weights
   * @return what there is to say about weights that begin untrained, a sentence each
   * @throws ai.vugen.error.ModelNotFoundException if a file is missing
   * @throws ai.vugen.error.ModelIntegrityException if a file is damaged, or parts do not fit
   *     together; the message says which numbers differ
   * @throws InvalidRequestException if {@code plm} can draw already or has another layout, or the
   *     new folder has content
   * @throws ai.vugen.error.VuGenException if it cannot be written, or the disk has not enough room
   */
  public static List<String> write(
      Path plm,
      TrainedParts parts,
      int encoderSize,
      long seed,
      Path folder,
      BytesListener listener) {
    if (OriginalConfig.isIn(plm)) {
      throw new InvalidRequestException(
          plm
              + " has params.json, the original layout. Give the Hugging Face layout with"
              + " config.json.");
    }
    try (LoadedModel loaded = LoadedModel.open(plm)) {
      if (!(loaded.config() instanceof PlmConfig numbers)) {
        throw new InvalidRequestException(
            plm + " can draw already: its config.json has a section vugen. Give a folder of PLM.");
      }
      ModelPlan plan = parts.describe(numbers, encoderSize, NAME);
      String json = plan.configJson(configText(plm));
      ModelConfig config = ModelConfig.parse("config.json of the new model", json);
      ShardedWriter weights =
          new ShardedWriter(SyntheticModel.SHARD_BYTES)
              .metadata("format", "pt")
              .metadata("vugen.model", NAME)
              .metadata("vugen.origin", origin(parts))
              .metadata(
                  "vugen.licence", parts.decoder() == null ? LICENCE : LICENCE + DECODER_LICENCE)
              .metadata("vugen.seed", Long.toString(seed))
              .metadata("vugen.sdk", SdkVersion.current());
      List<String> notes = plan.add(config, loaded.checkpoint(), seed, weights);
      try (AssembledFolder made = AssembledFolder.begin(folder)) {
        made.copySmallFiles(plm);
        made.write("config.json", json);
        made.write(weights, listener);
        made.finish();
      }
      return notes;
    }
  }

  private static String origin(TrainedParts parts) {
    return "PLM with a generation tower"
        + (parts.tower() == null ? " copied from its language layers" : " that was given")
        + (parts.reducer() == null ? ", an untrained reducer" : ", a reducer that was given")
        + (parts.decoder() == null ? ", an untrained decoder" : ", a decoder that was given");
  }

  private static String configText(Path plm) {
    try {
      return Files.readString(plm.resolve("config.json"), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ModelException(plm.resolve("config.json") + " cannot be read: " + e, e);
    }
  }
}
