package ai.vugen.model.decoder;

import ai.vugen.tensor.Conv2d;
import ai.vugen.tensor.GroupNorm;
import ai.vugen.tensor.Linear;
import ai.vugen.tensor.Role;
import ai.vugen.tensor.Sinusoid;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The pixel diffusion decoder (PDD): noisy pixels and z̃ → velocity in pixel space (VUGEN §3.3;
 * SSDD).
 *
 * <p>A U-ViT: residual convolution blocks on the way down and up, transformer blocks only at the
 * coarsest level. Its time runs from 1 (noise) to 0 (image), against the tower's; the velocity is
 * image minus noise, so one step from pure noise gives image = noise + velocity.
 */
public final class PixelDiffusionDecoder {
  private static final double MID_EPSILON = 1e-6;
  private static final double OUT_EPSILON = 1e-5;

  /** Below this time, a predicted image no longer divides by the time itself. */
  private static final double LEAST_TIME = 0.05;

  private final PddConfig config;
  private final Conv2d convIn;
  private final Conv2d context1;
  private final Conv2d context2;
  private final Sinusoid sinusoid;
  private final Linear time1;
  private final Linear time2;
  private final List<List<ResidualBlock>> down = new ArrayList<>();
  private final List<Conv2d> downsamplers = new ArrayList<>();
  private final GroupNorm midNorm;
  private final Linear midIn;
  private final List<TransformerBlock> mid = new ArrayList<>();
  private final Linear midOut;
  private final List<List<ResidualBlock>> up = new ArrayList<>();
  private final List<Conv2d> upsamplers = new ArrayList<>();
  private final GroupNorm normOut;
  private final Conv2d convOut;

  /** Takes its parameters from {@code weights}, the scope of the decoder. */
  public PixelDiffusionDecoder(PddConfig config, Weights weights) {
    this.config = config;
    int base = config.base();
    int deepest = config.deepest();
    convIn =
        Conv2d.same(
            weights.at("conv_in"), config.pixelChannels() + config.latentChannels(), base, 3);
    context1 =
        Conv2d.same(
            weights.at("ada_ctx_proj.0", Role.Place.CONDITION), config.latentChannels(), base, 3);
    context2 = Conv2d.same(weights.at("ada_ctx_proj.2", Role.Place.CONDITION), base, base, 3);
    sinusoid = Sinusoid.of(weights, base);
    time1 =
        Linear.of(
            weights.at("time_embedding.linear_1", Role.Place.CONDITION),
            base,
            config.timeChannels());
    time2 =
        Linear.of(
            weights.at("time_embedding.linear_2", Role.Place.CONDITION),
            config.timeChannels(),
            config.timeChannels());
    Deque<Integer> skips = buildDown(weights);
    Weights midWeights = weights.at("mid_block");
    midNorm = GroupNorm.of(midWeights.at("norm"), config.groups(), deepest, MID_EPSILON);
    midIn = Linear.of(midWeights.at("proj_in"), deepest, deepest);
    for (int i = 0; i < config.midLayers(); i++) {
      mid.add(new TransformerBlock(config, midWeights.block("transformer_blocks", i)));
    }
    midOut = Linear.of(midWeights.at("proj_out"), deepest, deepest);
    buildUp(weights, skips);
    normOut = GroupNorm.of(weights.at("conv_norm_out"), config.groups(), base, OUT_EPSILON);
    convOut =
        Conv2d.same(weights.at("conv_out", Role.Place.OUTPUT), base, config.pixelChannels(), 3);
  }

  /** Builds the way down and returns the channels of its skips, the last on top. */
  private Deque<Integer> buildDown(Weights weights) {
    Deque<Integer> skips = new ArrayDeque<>(List.of(config.base()));
    int in = config.base();
    for (int level = 0; level < config.channels().size(); level++) {
      Weights scope = weights.block("down_blocks", level);
      int out = config.channels().get(level);
      List<ResidualBlock> blocks = new ArrayList<>();
      for (int i = 0; i < config.blocksPerLevel(); i++) {
        blocks.add(new ResidualBlock(config, in, out, config.side(level), scope.at("resnets", i)));
        skips.push(out);
        in = out;
      }
      down.add(blocks);
      if (level + 1 < config.channels().size()) {
        downsamplers.add(Conv2d.strided(scope.at("downsamplers.0.conv"), out, out, 3, 2, 1));
        skips.push(out);
      }
    }
    return skips;
  }

  private void buildUp(Weights weights, Deque<Integer> skips) {
    int levels = config.channels().size();
    int in = config.deepest();
    for (int i = 0; i < levels; i++) {
      int level = levels - 1 - i;
      Weights scope = weights.block("up_blocks", i);
      int out = config.channels().get(level);
      List<ResidualBlock> blocks = new ArrayList<>();
      for (int j = 0; j <= config.blocksPerLevel(); j++) {
        int joined = in + skips.pop();
        blocks.add(
            new ResidualBlock(config, joined, out, config.side(level), scope.at("resnets", j)));
        in = out;
      }
      up.add(blocks);
      if (level > 0) {
        upsamplers.add(Conv2d.same(scope.at("upsamplers.0.conv"), out, out, 3));
      }
    }
  }

  /**
   * What a run of the decoder gives.
   *
   * @param velocity image minus noise, {@code [batch, 3, imageSize, imageSize]}
   * @param mid the tokens after each transformer block, {@code [batch, tokens, width]}, for
   *     representation alignment in training
   */
  public record Output(Tensor velocity, List<Tensor> mid) {}

  /**
   * Predicts the velocity.
   *
   * @param pixels the noisy image in [-1, 1]-space, {@code [batch, 3, imageSize, imageSize]}
   * @param latent z̃, not standardised, {@code [batch, latentChannels, latentSide, latentSide]}
   * @param time {@code [batch]}, 1 noise to 0 image
   */
  public Output decode(Tensor pixels, Tensor latent, Tensor time) {
    Tensor context = context(latent);
    Tensor t = embed(time).silu();
    Deque<Tensor> skips = new ArrayDeque<>();
    Tensor x = runDown(enter(pixels, latent), context, t, skips);
    List<Tensor> tokens = runMid(x, context.silu());
    List<Tensor> states = runUp(leaveMid(x, tokens), context, t, skips);
    Tensor last = states.get(states.size() - 1);
    Tensor predicted = unpatchify(convOut.apply(normOut.apply(last).silu()));
    return new Output(velocity(predicted, pixels, time), tokens);
  }

  private Tensor velocity(Tensor predicted, Tensor pixels, Tensor time) {
    return switch (config.prediction()) {
      case VELOCITY -> predicted;
      case IMAGE -> {
        Tensor above = time.add(-LEAST_TIME);
        Tensor distance = above.mul(above).sqrt();
        Tensor divisor = time.add(LEAST_TIME).add(distance).mul(0.5); // max(time, LEAST_TIME)
        yield predicted.sub(pixels).div(divisor.unsqueeze(-1).unsqueeze(-1).unsqueeze(-1));
      }
    };
  }

  /** Returns the latent as context of the norms, {@code [b, base, latentSide, latentSide]}. */
  Tensor context(Tensor latent) {
    return context2.apply(context1.apply(latent).silu());
  }

  /** Returns the embedding of times {@code [b]}: {@code [b, 4 base]}. */
  Tensor embed(Tensor time) {
    return time2.apply(time1.apply(sinusoid.apply(time)).silu());
  }

  /** Noisy pixels beside the latent, {@code [b, base, side, side]}. */
  Tensor enter(Tensor pixels, Tensor latent) {
    Tensor x = patchify(pixels); // [b, 3 p², side, side]
    int spread = (int) (config.side(0) / latent.shape().size(2));
    return convIn.apply(Tensor.concat(1, x, latent.upsampleNearest(spread)));
  }

  /**
   * Runs the way down; leaves its input, the state after every block and after every downsampler in
   * {@code skips}, the last on top.
   */
  Tensor runDown(Tensor x, Tensor context, Tensor time, Deque<Tensor> skips) {
    skips.push(x);
    for (int level = 0; level < down.size(); level++) {
      for (ResidualBlock block : down.get(level)) {
        x = block.apply(x, context, time);
        skips.push(x);
      }
      if (level < downsamplers.size()) {
        x = downsamplers.get(level).apply(x);
        skips.push(x);
      }
    }
    return x;
  }

  /** Returns the tokens after each transformer block. */
  List<Tensor> runMid(Tensor x, Tensor context) {
    Tensor tokens = midIn.apply(midNorm.apply(x).flatten(2, 3).transpose(1, 2));
    List<Tensor> states = new ArrayList<>();
    for (TransformerBlock block : mid) {
      tokens = block.apply(tokens, context);
      states.add(tokens);
    }
    return states;
  }

  /** Returns the feature map with what the transformer blocks add to it. */
  Tensor leaveMid(Tensor x, List<Tensor> tokens) {
    return x.add(image(midOut.apply(tokens.get(tokens.size() - 1))));
  }

  /** Runs the way up and returns the state after each level. */
  List<Tensor> runUp(Tensor x, Tensor context, Tensor time, Deque<Tensor> skips) {
    List<Tensor> states = new ArrayList<>();
    for (int i = 0; i < up.size(); i++) {
      for (ResidualBlock block : up.get(i)) {
        x = block.apply(Tensor.concat(1, x, skips.pop()), context, time);
      }
      if (i < upsamplers.size()) {
        x = upsamplers.get(i).apply(x.upsampleNearest(2));
      }
      states.add(x);
    }
    return states;
  }

  private Tensor image(Tensor tokens) {
    return tokens.transpose(1, 2).unflatten(2, config.deepestSide(), config.deepestSide());
  }

  /** Squares of pixels as channels: {@code [b, 3 p², side, side]}. */
  private Tensor patchify(Tensor pixels) {
    int p = config.pixelPatch();
    if (p == 1) {
      return pixels;
    }
    return pixels
        .unflatten(3, config.side(0), p)
        .unflatten(2, config.side(0), p) // [b, 3, side, p, side, p]
        .permute(0, 1, 3, 5, 2, 4)
        .flatten(1, 3);
  }

  private Tensor unpatchify(Tensor x) {
    int p = config.pixelPatch();
    if (p == 1) {
      return x;
    }
    return x.unflatten(1, 3, p, p) // [b, 3, p, p, side, side]
        .permute(0, 1, 4, 2, 5, 3)
        .flatten(4, 5)
        .flatten(2, 3);
  }
}
