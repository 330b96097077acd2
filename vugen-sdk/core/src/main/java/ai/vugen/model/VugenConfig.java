package ai.vugen.model;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.graph.EncoderGraph;
import ai.vugen.graph.LanguageGraph;
import ai.vugen.graph.Network;
import ai.vugen.graph.TowerGraph;
import ai.vugen.graph.VisionGraph;
import ai.vugen.json.ConfigCheck;
import ai.vugen.model.decoder.DecoderConfig;
import ai.vugen.model.language.LanguageConfig;
import ai.vugen.model.latent.LatentSpace;
import ai.vugen.model.latent.UnderstandingLatents;
import ai.vugen.model.tower.GenerationTower;
import ai.vugen.model.tower.TowerConfig;
import ai.vugen.model.vision.Grid;
import ai.vugen.model.vision.VisionConfig;
import ai.vugen.tensor.Computation;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A VUGEN model: it sees as a perception language model, and draws by sampling its own
 * understanding latents (VUGEN section 3). Its {@code config.json} has a section {@code vugen}.
 *
 * @param plm the part that sees
 * @param latents what it samples
 * @param tower text and noise → z̃
 * @param decoder z̃ → pixels
 */
public record VugenConfig(
    PlmConfig plm, LatentSpace latents, TowerConfig tower, DecoderConfig decoder)
    implements ModelConfig {
  public VugenConfig {
    latents.check();
    ConfigCheck.equal("tower channels", tower.channels(), "reducer channels", latents.channels());
    ConfigCheck.equal(
        "decoder latent channels",
        decoder.latentChannels(),
        "reducer channels",
        latents.channels());
    Grid grid = latents.grid();
    ConfigCheck.equal("decoder latent side", decoder.latentSide(), "vision grid side", grid.rows());
    ConfigCheck.divides("latent side", grid.rows(), "tower patch", tower.patch());
    ConfigCheck.divides("tower width", tower.language().width(), "two axes of sine and cosine", 4);
    ConfigCheck.divides("tower time channels", tower.timeChannels(), "sine and cosine", 2);
    decoder.check();
  }

  @Override
  public String name() {
    return plm.name();
  }

  @Override
  public VisionConfig vision() {
    return plm.vision();
  }

  @Override
  public int maxTiles() {
    return plm.maxTiles();
  }

  @Override
  public LanguageConfig language() {
    return plm.language();
  }

  @Override
  public SpecialTokens tokens() {
    return plm.tokens();
  }

  @Override
  public @Nullable String systemText() {
    return plm.systemText();
  }

  @Override
  public Optional<VugenConfig> drawing() {
    return Optional.of(this);
  }

  /** Tokens that the tower makes of a latent. */
  public int towerTokens() {
    return tower.tokens().cells();
  }

  @Override
  public List<Network> networks() {
    List<Network> networks = new ArrayList<>();
    networks.add(new Network(VisionGraph.NAME, this::vision));
    if (!sharesTiles()) {
      networks.add(new Network(EncoderGraph.NAME, this::encoder));
    }
    networks.add(plm.languageNetwork());
    networks.add(new Network(TowerGraph.NAME, this::tower));
    networks.addAll(decoder.networks());
    return List.copyOf(networks);
  }

  /**
   * Returns the name of the network that makes z̃ of pictures; its inputs and outputs are the same.
   */
  public String encoderName() {
    return sharesTiles() ? VisionGraph.NAME : EncoderGraph.NAME;
  }

  /**
   * Returns the latents of a model that samples its own understanding.
   *
   * @throws InvalidRequestException if it samples another space
   */
  public UnderstandingLatents understandingLatents() {
    if (latents instanceof UnderstandingLatents own) {
      return own;
    }
    throw new InvalidRequestException(
        "The model " + name() + " does not draw from understanding latents.");
  }

  private boolean sharesTiles() {
    return latents instanceof UnderstandingLatents own && own.sharesTiles();
  }

  private Computation vision(Weights root) {
    if (latents instanceof UnderstandingLatents own && own.sharesTiles()) {
      UnaryOperator<Tensor> reducer = own.reducer(root);
      return plm.vision(root, z -> Optional.of(reducer.apply(z)));
    }
    return plm.vision(root, z -> Optional.empty());
  }

  private Computation encoder(Weights root) {
    return EncoderGraph.of(latents.pictureSize(), latents.encoder(root));
  }

  private Computation tower(Weights root) {
    GenerationTower network = new ModelParts(this, root).tower();
    Grid grid = latents.grid();
    LanguageConfig text = language();
    TowerGraph.Sizes sizes =
        new TowerGraph.Sizes(
            latents.channels(),
            grid.rows(),
            grid.columns(),
            towerTokens(),
            new LanguageGraph.Sizes(text.layers(), text.width(), text.kvHeads(), text.headDim()));
    return TowerGraph.of(
        sizes,
        in -> network.velocity(in.latent(), in.time(), in.position(), in.prefix(), in.mask()));
  }
}
