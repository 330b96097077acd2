package ai.vugen.model;

import ai.vugen.model.decoder.DecoderConfig;
import ai.vugen.model.language.LanguageModel;
import ai.vugen.model.reducer.Reducer;
import ai.vugen.model.tower.GenerationTower;
import ai.vugen.model.vision.Grid;
import ai.vugen.model.vision.PerceptionEncoder;
import ai.vugen.model.vision.Projector;
import ai.vugen.tensor.Weights;

/**
 * The parts of a model, each in its scope of a checkpoint.
 *
 * @param config the numbers of the model
 * @param weights the root of the checkpoint's names
 */
public record ModelParts(ModelConfig config, Weights weights) {
  /** Scope of the perception encoder. */
  public static final String VISION = PerceptionEncoder.SCOPE;

  /** Scope of the projector. */
  public static final String PROJECTOR = "model.multi_modal_projector";

  /** Scope of the language model. */
  public static final String LANGUAGE = "model.language_model";

  /** Scope of the dimension reducer. */
  public static final String REDUCER = Reducer.SCOPE;

  /** Scope of the generation tower. */
  public static final String TOWER = "generation_tower";

  /** Scope of the decoder. */
  public static final String DECODER = DecoderConfig.SCOPE;

  /** Name of the latents' mean per channel. */
  public static final String LATENT_MEAN = "latent.mean";

  /** Name of the latents' standard deviation per channel. */
  public static final String LATENT_STD = "latent.std";

  /** Returns the perception encoder for a grid of patches. */
  public PerceptionEncoder vision(Grid grid) {
    return new PerceptionEncoder(config.vision(), grid, weights.at(VISION));
  }

  /** Returns the projector for a grid of patches. */
  public Projector projector(Grid grid) {
    return new Projector(config.vision(), grid, config.language().width(), weights.at(PROJECTOR));
  }

  public LanguageModel language() {
    return new LanguageModel(config.language(), weights.at(LANGUAGE));
  }

  /**
   * Returns the dimension reducer.
   *
   * @throws ai.vugen.error.InvalidRequestException if the model cannot draw
   */
  public Reducer reducer() {
    return Reducer.of(
        config.requireDrawing().understandingLatents().reducer(), weights.at(REDUCER));
  }

  /**
   * Returns the generation tower.
   *
   * @throws ai.vugen.error.InvalidRequestException if the model cannot draw
   */
  public GenerationTower tower() {
    return new GenerationTower(config.requireDrawing().tower(), weights.at(TOWER));
  }
}
