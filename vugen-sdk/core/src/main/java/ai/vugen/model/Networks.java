package ai.vugen.model;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.model.decoder.PixelDiffusionDecoder;
import ai.vugen.model.language.LanguageModel;
import ai.vugen.model.reducer.Reducer;
import ai.vugen.model.tower.GenerationTower;
import ai.vugen.model.vision.Grid;
import ai.vugen.model.vision.PerceptionEncoder;
import ai.vugen.model.vision.Projector;
import ai.vugen.tensor.Weights;

/**
 * The networks of a model with their places in a checkpoint.
 *
 * @param config the numbers of the model
 * @param weights the root of the checkpoint's names
 */
public record Networks(ModelConfig config, Weights weights) {
  /** Scope of the perception encoder. */
  public static final String VISION = "model.vision_tower.timm_model";

  /** Scope of the projector. */
  public static final String PROJECTOR = "model.multi_modal_projector";

  /** Scope of the language model. */
  public static final String LANGUAGE = "model.language_model";

  /** Scope of the dimension reducer. */
  public static final String REDUCER = "reducer";

  /** Scope of the generation tower. */
  public static final String TOWER = "generation_tower";

  /** Scope of the pixel diffusion decoder. */
  public static final String DECODER = "decoder";

  /** Name of the latents' mean per channel. */
  public static final String LATENT_MEAN = "latent.mean";

  /** Name of the latents' standard deviation per channel. */
  public static final String LATENT_STD = "latent.std";

  /** The perception encoder for a grid of patches. */
  public PerceptionEncoder vision(Grid grid) {
    return new PerceptionEncoder(config.vision(), grid, weights.at(VISION));
  }

  /** The projector for a grid of patches. */
  public Projector projector(Grid grid) {
    return new Projector(config.vision(), grid, config.language().width(), weights.at(PROJECTOR));
  }

  public LanguageModel language() {
    return new LanguageModel(config.language(), weights.at(LANGUAGE));
  }

  /** The dimension reducer; the model must be one that draws. */
  public Reducer reducer() {
    return Reducer.of(generation().reducer(), weights.at(REDUCER));
  }

  /** The generation tower; the model must be one that draws. */
  public GenerationTower tower() {
    return new GenerationTower(generation().tower(), weights.at(TOWER));
  }

  /** The pixel diffusion decoder; the model must be one that draws. */
  public PixelDiffusionDecoder decoder() {
    return new PixelDiffusionDecoder(generation().decoder(), weights.at(DECODER));
  }

  private GenerationConfig generation() {
    GenerationConfig generation = config.generation();
    if (generation == null) {
      throw new InvalidRequestException(
          "The model "
              + config.name()
              + " cannot draw: its config.json has no section vugen; it can only answer questions.");
    }
    return generation;
  }
}
