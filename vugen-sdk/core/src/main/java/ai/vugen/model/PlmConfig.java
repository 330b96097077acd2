package ai.vugen.model;

import ai.vugen.graph.LanguageGraph;
import ai.vugen.graph.Network;
import ai.vugen.graph.VisionGraph;
import ai.vugen.json.ConfigCheck;
import ai.vugen.model.language.LanguageConfig;
import ai.vugen.model.language.LanguageModel;
import ai.vugen.model.vision.Grid;
import ai.vugen.model.vision.PerceptionEncoder;
import ai.vugen.model.vision.Projector;
import ai.vugen.model.vision.VisionConfig;
import ai.vugen.tensor.Computation;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A perception language model: it answers questions about pictures, and cannot draw.
 *
 * @param name the model's name
 * @param vision the perception encoder and its projector
 * @param maxTiles most tiles of an image, without the thumbnail
 * @param language the language model
 * @param tokens special token ids
 * @param systemText what the chat template says as system; empty for no system block; null for the
 *     text of the perception language model
 */
public record PlmConfig(
    String name,
    VisionConfig vision,
    int maxTiles,
    LanguageConfig language,
    SpecialTokens tokens,
    @Nullable String systemText)
    implements ModelConfig {
  public PlmConfig {
    ConfigCheck.divides("vision width", vision.width(), "heads", vision.heads());
    ConfigCheck.divides("vision head dim", vision.headDim(), "two axes of pairs", 4);
    ConfigCheck.require(
        vision.imageSize() >= vision.patchSize() * vision.poolingRatio(),
        "the image size "
            + vision.imageSize()
            + " is smaller than one pooled token of "
            + vision.patchSize()
            + " x "
            + vision.poolingRatio());
    ConfigCheck.divides("language heads", language.heads(), "kv heads", language.kvHeads());
    ConfigCheck.divides("language head dim", language.headDim(), "pairs", 2);
    within("bos_token_id", tokens.beginOfText(), language);
    within("image_token_id", tokens.image(), language);
    tokens.stop().forEach(id -> within("eos_token_id", id, language));
  }

  private static void within(String key, int id, LanguageConfig language) {
    ConfigCheck.require(
        id < language.vocabulary(),
        key + " is " + id + " but the vocabulary has " + language.vocabulary() + " tokens");
  }

  @Override
  public Optional<VugenConfig> drawing() {
    return Optional.empty();
  }

  @Override
  public List<Network> networks() {
    return List.of(
        new Network(VisionGraph.NAME, root -> vision(root, z -> Optional.empty())),
        languageNetwork());
  }

  /**
   * Returns the graph of the vision network.
   *
   * @param latent makes z̃ of z where the model draws
   */
  Computation vision(Weights root, Function<Tensor, Optional<Tensor>> latent) {
    ModelParts parts = new ModelParts(this, root);
    Grid grid = vision.nativeGrid();
    PerceptionEncoder encoder = parts.vision(grid);
    Projector projector = parts.projector(grid);
    return VisionGraph.of(
        vision.imageSize(),
        pixels -> {
          Tensor z = encoder.encode(pixels);
          return new VisionGraph.Outputs(z, projector.project(z), latent.apply(z));
        });
  }

  Network languageNetwork() {
    return new Network(LanguageGraph.NAME, this::language);
  }

  private Computation language(Weights root) {
    LanguageModel model = new ModelParts(this, root).language();
    LanguageConfig c = language;
    return LanguageGraph.of(
        new LanguageGraph.Sizes(c.layers(), c.width(), c.kvHeads(), c.headDim()),
        in -> {
          Tensor embedded =
              model.embed(in.tokenIds(), in.imageTokens(), in.imageIndex(), in.isImage());
          LanguageModel.Output output = model.run(embedded, in.positions(), in.past(), in.mask());
          Tensor chosen = output.last().flatten(0, 1).gather(in.logitRows()); // [rows, width]
          return new LanguageGraph.Outputs(model.logits(model.normed(chosen)), output.keyValues());
        });
  }
}
