package ai.vugen.model.decoder;

import java.util.List;

/**
 * The numbers of a pixel diffusion decoder.
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
public record DecoderConfig(
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
    Prediction prediction) {
  public DecoderConfig {
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
}
