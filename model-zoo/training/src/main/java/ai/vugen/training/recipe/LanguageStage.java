package ai.vugen.training.recipe;

import ai.vugen.model.ModelParts;
import ai.vugen.model.VugenConfig;
import ai.vugen.model.language.Tokenizer;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import ai.vugen.training.torch.NoGradient;
import ai.vugen.training.torch.TorchBackend;
import ai.vugen.training.torch.TorchTensor;
import ai.vugen.training.torch.TorchWeights;
import ai.vugen.world.Split;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Stage 3: projector and language model go on alone, on the frozen encoder, whose latents the
 * reducer and the decoder already know.
 */
final class LanguageStage implements Stage<PretrainStage.Batch> {
  /** Scenes of each held-out split that are asked about. */
  private static final int EVALUATED = 128;

  private final VugenConfig config;
  private final StageSettings settings;
  private final WorldData data;
  private final LanguageLosses language;

  LanguageStage(Recipe recipe, WorldData data, Tokenizer tokenizer) {
    config = recipe.model();
    settings = recipe.stage(name());
    this.data = data;
    language = new LanguageLosses(config, settings, tokenizer, data.world().sprites().names());
  }

  @Override
  public String name() {
    return "language";
  }

  @Override
  public String[] trained() {
    return new String[] {ModelParts.PROJECTOR + ".", ModelParts.LANGUAGE + "."};
  }

  @Override
  public PretrainStage.Batch compose(Part part) {
    WorldData.Scenes scenes =
        data.scenes(
            Split.TRAIN, part.index(), part.of(settings.batch()), QuestionMix.of(settings.own()));
    return new PretrainStage.Batch(scenes, language.texts(scenes));
  }

  @Override
  public Map<String, TorchTensor> losses(
      TorchWeights weights, PretrainStage.Batch batch, Part part) {
    Weights root = new Weights(weights);
    TorchBackend backend = weights.backend();
    Tensor z;
    try (NoGradient frozen = new NoGradient()) {
      z = encode(root, batch.scenes(), backend);
    }
    Map<String, TorchTensor> losses = new LinkedHashMap<>();
    losses.put("loss", (TorchTensor) language.of(root, backend, batch.texts(), z, losses));
    return losses;
  }

  /** z of the scenes in tiles as questions show them, {@code [batch, patches, width]}. */
  private Tensor encode(Weights root, WorldData.Scenes scenes, TorchBackend backend) {
    return new ModelParts(config, root)
        .vision(config.vision().nativeGrid())
        .encode(scenes.pixels(backend, config.vision().imageSize()));
  }

  @Override
  public Map<String, Double> sample(TorchWeights weights, Path folder) {
    Weights root = new Weights(weights);
    TorchBackend backend = weights.backend();
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (Split split : List.of(Split.HELD_OUT_SCENES, Split.HELD_OUT_COMBINATIONS)) {
      WorldData.Scenes scenes = data.scenes(split, 0, EVALUATED, QuestionMix.ALL);
      Tensor z = encode(root, scenes, backend);
      String name = split.name().toLowerCase(Locale.ROOT);
      language
          .measure(weights, scenes, z)
          .forEach((task, value) -> numbers.put(name + " " + task, value));
    }
    return numbers;
  }
}
