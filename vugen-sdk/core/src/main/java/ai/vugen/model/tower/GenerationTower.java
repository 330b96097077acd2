package ai.vugen.model.tower;

import ai.vugen.model.language.LanguageModel;
import ai.vugen.model.language.TransformerLayer;
import ai.vugen.model.vision.Grid;
import ai.vugen.tensor.KeyValue;
import ai.vugen.tensor.Linear;
import ai.vugen.tensor.RmsNorm;
import ai.vugen.tensor.Role;
import ai.vugen.tensor.Rope;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The generation tower: a noisy latent and the text's keys and values → velocity (VUGEN §3.2).
 *
 * <p>A mixture of transformers: layers of the language model's shape with parameters of their own,
 * whose image tokens see the text's keys and values of the same layer and each other in both
 * directions. Time t runs from 0 (noise) to 1 (data); the velocity is data minus noise.
 */
public final class GenerationTower {
  private final TowerConfig config;
  private final Linear latentIn;
  private final Tensor positions2d;
  private final ExactSinusoid sinusoid;
  private final Linear time1;
  private final Linear time2;
  private final List<TransformerLayer> layers = new ArrayList<>();
  private final RmsNorm norm;
  private final Linear latentOut;
  private final Tensor frequencies;
  private final Tensor offsets;

  /** Takes its parameters from {@code weights}, the scope of the tower. */
  public GenerationTower(TowerConfig config, Weights weights) {
    this.config = config;
    int width = config.language().width();
    int tokens = config.tokens().cells();
    latentIn = Linear.of(weights.at("latent_in"), config.patchChannels(), width);
    positions2d = weights.constant(positions(config.tokens(), width), tokens, width);
    sinusoid = ExactSinusoid.of(weights, config.timeChannels());
    time1 = Linear.of(weights.at("time_mlp.0", Role.Place.CONDITION), config.timeChannels(), width);
    time2 = Linear.of(weights.at("time_mlp.2", Role.Place.CONDITION), width, width);
    for (int i = 0; i < config.language().layers(); i++) {
      layers.add(new TransformerLayer(config.language(), weights.block("layers", i)));
    }
    norm = RmsNorm.of(weights.at("norm"), width, config.language().epsilon());
    latentOut =
        Linear.of(weights.at("latent_out", Role.Place.OUTPUT), width, config.patchChannels());
    frequencies = LanguageModel.rotaryFrequencies(config.language(), weights);
    float[] order = new float[tokens];
    for (int i = 0; i < tokens; i++) {
      order[i] = i;
    }
    offsets = weights.constant(order, tokens);
  }

  /**
   * Returns the velocity at a time.
   *
   * @param latent standardised, {@code [batch, channels, rows, columns]}
   * @param time {@code [batch]}, 0 noise to 1 data
   * @param position {@code [batch]} indices, the rotary position of the first image token: the
   *     number of text tokens
   * @param prefix the text's keys and values per layer
   * @param mask added to the scores over {@code [text | image]}, broadcast to {@code [batch, heads,
   *     tokens, text + tokens]}; null where every text token is real
   * @return {@code [batch, channels, rows, columns]}
   */
  public Tensor velocity(
      Tensor latent, Tensor time, Tensor position, List<KeyValue> prefix, @Nullable Tensor mask) {
    return denoise(latent, time, position, prefix, mask).velocity();
  }

  /**
   * What the tower makes of a latent.
   *
   * @param velocity {@code [batch, channels, rows, columns]}
   * @param states the image tokens after each layer, {@code [batch, tokens, width]}
   */
  public record Output(Tensor velocity, List<Tensor> states) {}

  /** Returns the velocity, as {@link #velocity} gives it, and the states on the way to it. */
  public Output denoise(
      Tensor latent, Tensor time, Tensor position, List<KeyValue> prefix, @Nullable Tensor mask) {
    List<Tensor> states = run(enter(latent, time), position, prefix, mask);
    Tensor last = normed(states.get(states.size() - 1));
    return new Output(unpatchify(latentOut.apply(last)), states);
  }

  /** Returns the embedding of times {@code [batch]}: {@code [batch, width]}. */
  Tensor embed(Tensor time) {
    return time2.apply(time1.apply(sinusoid.apply(time)).silu());
  }

  /** Returns the image tokens before the first layer, {@code [batch, tokens, width]}. */
  Tensor enter(Tensor latent, Tensor time) {
    return latentIn.apply(patchify(latent)).add(positions2d).add(embed(time).unsqueeze(1));
  }

  /** Returns the image tokens after each layer. */
  List<Tensor> run(Tensor x, Tensor position, List<KeyValue> prefix, @Nullable Tensor mask) {
    Rope rope = LanguageModel.rope(position.toReal().unsqueeze(-1).add(offsets), frequencies);
    List<Tensor> states = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      x = layers.get(i).apply(x, rope, prefix.get(i), mask).hidden();
      states.add(x);
    }
    return states;
  }

  /** Returns the final norm of the image tokens. */
  Tensor normed(Tensor x) {
    return norm.apply(x);
  }

  /** Squares of latents as tokens, channel innermost: {@code [b, tokens, patch·patch·channels]}. */
  Tensor patchify(Tensor latent) {
    Grid tokens = config.tokens();
    int p = config.patch();
    return latent
        .unflatten(3, tokens.columns(), p)
        .unflatten(2, tokens.rows(), p) // [b, c, rows, p, columns, p]
        .permute(0, 2, 4, 3, 5, 1)
        .flatten(3, 5)
        .flatten(1, 2);
  }

  private Tensor unpatchify(Tensor tokens) {
    Grid grid = config.tokens();
    int p = config.patch();
    return tokens
        .unflatten(2, p, p, config.channels())
        .unflatten(1, grid.rows(), grid.columns()) // [b, rows, columns, p, p, c]
        .permute(0, 5, 1, 3, 2, 4)
        .flatten(4, 5)
        .flatten(2, 3);
  }

  /** Fixed two-dimensional positions: sin column, cos column, sin row, cos row. */
  static float[] positions(Grid tokens, int width) {
    int quarter = width / 4;
    float[] table = new float[tokens.cells() * width];
    for (int token = 0; token < tokens.cells(); token++) {
      int column = token % tokens.columns();
      int row = token / tokens.columns();
      for (int k = 0; k < quarter; k++) {
        double omega = Math.pow(10000, -(double) k / quarter);
        int at = token * width + k;
        table[at] = (float) Math.sin(column * omega);
        table[at + quarter] = (float) Math.cos(column * omega);
        table[at + 2 * quarter] = (float) Math.sin(row * omega);
        table[at + 3 * quarter] = (float) Math.cos(row * omega);
      }
    }
    return table;
  }
}
