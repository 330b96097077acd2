package ai.vugen.model.decoder;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.graph.DecoderGraph;
import ai.vugen.graph.Network;
import ai.vugen.graph.Rehearsal;
import ai.vugen.json.ConfigCheck;
import ai.vugen.json.JsonSection;
import ai.vugen.model.latent.LatentSpace;
import ai.vugen.tensor.Computation;
import ai.vugen.tensor.Weights;
import java.util.List;
import java.util.Map;

/**
 * The numbers of a pixel diffusion decoder (VUGEN section 3.3; SSDD).
 *
 * @param imageSize side of the image in pixels
 * @param pixelPatch side of the square of pixels that the first convolution sees as one; 1 in the
 *     published sizes
 * @param latentChannels channels of z̃
 * @param latentSide side of the grid of z̃
 * @param channels channels of each level, finest first
 * @param blocksPerLevel residual blocks of a level on the way down; one more on the way up
 * @param midLayers transformer blocks at the coarsest level
 * @param heads attention heads
 * @param headDim channels of a head
 * @param window attention reaches window − 1 tokens in every direction
 * @param groups groups of the group norms
 * @param schedulePower p of the times t_i = (1 − i/N)^p
 * @param prediction what the last convolution predicts
 */
public record PddConfig(
    int imageSize,
    int pixelPatch,
    int latentChannels,
    int latentSide,
    List<Integer> channels,
    int blocksPerLevel,
    int midLayers,
    int heads,
    int headDim,
    int window,
    int groups,
    double schedulePower,
    Prediction prediction)
    implements DecoderConfig {
  private static final int PIXEL_CHANNELS = 3;
  private static final float HALF = 0.5f;

  public PddConfig {
    channels = List.copyOf(channels);
  }

  /** Channels of the finest level, of the context and of the time sinusoid. */
  public int base() {
    return channels.get(0);
  }

  /** Channels of the coarsest level. */
  public int deepest() {
    return channels.get(channels.size() - 1);
  }

  /** Channels of the time embedding. */
  public int timeChannels() {
    return 4 * base();
  }

  /** Channels of the patchified image. */
  public int pixelChannels() {
    return 3 * pixelPatch * pixelPatch;
  }

  /** Side of the feature map at a level. */
  public int side(int level) {
    return imageSize / pixelPatch >> level;
  }

  /** Side of the feature map at the coarsest level, where the transformer blocks are. */
  public int deepestSide() {
    return side(channels.size() - 1);
  }

  static PddConfig read(JsonSection c, LatentSpace latents) {
    return new PddConfig(
        c.size("image_size"),
        c.size("pixel_patch"),
        latents.channels(),
        latents.grid().rows(),
        c.sizes("channels"),
        c.size("blocks_per_level"),
        c.size("mid_layers"),
        c.size("heads"),
        c.size("head_dim"),
        c.size("window"),
        c.size("groups"),
        c.positive("schedule_power"),
        prediction(c));
  }

  private static Prediction prediction(JsonSection c) {
    String name = c.text("prediction");
    return switch (name) {
      case "velocity" -> Prediction.VELOCITY;
      case "image" -> Prediction.IMAGE;
      default -> throw c.fault("prediction", "must be velocity or image, but is " + name);
    };
  }

  /**
   * Returns the numbers of a decoder that is a pixel diffusion decoder.
   *
   * @throws InvalidRequestException if it is another
   */
  public static PddConfig of(DecoderConfig decoder) {
    if (decoder instanceof PddConfig pdd) {
      return pdd;
    }
    throw new InvalidRequestException(
        "The decoder is " + decoder.name() + ", but a pixel diffusion decoder (PDD) is needed.");
  }

  @Override
  public String name() {
    return "PDD";
  }

  @Override
  public List<Network> networks() {
    return List.of(new Network(DecoderGraph.NAME, this::computation));
  }

  private Computation computation(Weights root) {
    PixelDiffusionDecoder decoder = new PixelDiffusionDecoder(this, root.at(SCOPE));
    return DecoderGraph.of(
        new DecoderGraph.Sizes(imageSize, latentChannels, latentSide),
        in -> decoder.decode(in.pixels(), in.latent(), in.time()).velocity());
  }

  /** Decodes from pure noise, and from where a straight way is half noise. */
  @Override
  public void rehearse(Rehearsal rehearsal) {
    float[] pixels = rehearsal.noise(PIXEL_CHANNELS * imageSize * imageSize);
    float[] velocity = velocity(rehearsal, pixels, 1);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] += (1 - HALF) * velocity[i]; // the image is noise plus velocity
    }
    velocity(rehearsal, pixels, HALF);
  }

  private float[] velocity(Rehearsal rehearsal, float[] pixels, float time) {
    Rehearsal.Input noisy = new Rehearsal.Input(pixels, 1, PIXEL_CHANNELS, imageSize, imageSize);
    Rehearsal.Input latent =
        new Rehearsal.Input(rehearsal.latent(), 1, latentChannels, latentSide, latentSide);
    Rehearsal.Input times = new Rehearsal.Input(new float[] {time}, 1);
    return rehearsal.run(
        DecoderGraph.NAME,
        Map.of(DecoderGraph.PIXELS, noisy, DecoderGraph.LATENT, latent, DecoderGraph.TIME, times),
        DecoderGraph.VELOCITY);
  }

  @Override
  public void check() {
    ConfigCheck.divides("image size", imageSize, "pixel patch", pixelPatch);
    int down = 1 << (channels.size() - 1);
    ConfigCheck.divides("decoder side", side(0), "its levels", down);
    ConfigCheck.divides("deepest side", deepestSide(), "latent side", latentSide);
    ConfigCheck.require(
        deepestSide() >= window,
        "the decoder's deepest side "
            + deepestSide()
            + " is smaller than its attention window "
            + window);
    for (int count : channels) {
      ConfigCheck.divides("decoder channels", count, "norm groups", groups);
    }
    ConfigCheck.equal("decoder heads x head dim", heads * headDim, "deepest channels", deepest());
    ConfigCheck.divides("decoder base channels", base(), "sine and cosine", 2);
  }
}
