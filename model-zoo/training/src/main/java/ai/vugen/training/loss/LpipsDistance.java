package ai.vugen.training.loss;

import ai.vugen.tensor.Conv2d;
import ai.vugen.tensor.Role;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The learned perceptual distance of two images: how far apart the features of an image
 * classification network are, weighted by channel (Zhang et al., "The unreasonable effectiveness of
 * deep features as a perceptual metric", version 0.1 on VGG-16).
 *
 * <p>Parameters of the trunk have the names that torchvision gives them ({@code
 * features.0.weight}), those of the channel weights are {@code vgg.lin0.weight} to {@code
 * vgg.lin4.weight}.
 */
public final class LpipsDistance {
  /** Channels of the five levels of VGG-16. */
  public static final List<Integer> VGG16 = List.of(64, 128, 256, 512, 512);

  private static final int[] CONVOLUTIONS = {2, 2, 3, 3, 3}; // of each level
  private static final float[] SHIFT = {-0.030f, -0.088f, -0.188f};
  private static final float[] SCALE = {0.458f, 0.448f, 0.450f};

  /**
   * The square of the reference's 1e-10, added before the root instead of after it: its gradient
   * exists where all features are 0.
   */
  private static final double EPSILON = 1e-20;

  private final List<List<Conv2d>> levels;
  private final List<Tensor> channelWeights;
  private final Tensor shift;
  private final Tensor scale;

  /**
   * Takes its parameters from two scopes.
   *
   * @param channels of each level, {@link #VGG16} for the published weights
   */
  public LpipsDistance(List<Integer> channels, Weights trunk, Weights linear) {
    shift = trunk.constant(SHIFT, 3, 1, 1);
    scale = trunk.constant(SCALE, 3, 1, 1);
    levels = convolutions(channels, trunk);
    channelWeights = channelWeights(channels, linear);
  }

  /** Returns the convolutions of each level of the trunk. */
  public static List<List<Conv2d>> convolutions(List<Integer> channels, Weights trunk) {
    List<List<Conv2d>> levels = new ArrayList<>();
    int index = 0; // in torchvision's list of layers
    int in = 3;
    for (int level = 0; level < channels.size(); level++) {
      int out = channels.get(level);
      List<Conv2d> convolutions = new ArrayList<>();
      for (int i = 0; i < CONVOLUTIONS[level]; i++) {
        convolutions.add(Conv2d.same(trunk.at("features", index), in, out, 3));
        index += 2; // a convolution and a ReLU
        in = out;
      }
      index++; // pooling
      levels.add(convolutions);
    }
    return levels;
  }

  /** Returns the weights of each level's channels. */
  public static List<Tensor> channelWeights(List<Integer> channels, Weights linear) {
    List<Tensor> weights = new ArrayList<>();
    for (int level = 0; level < channels.size(); level++) {
      weights.add(linear.get("vgg.lin" + level + ".weight", Role.Use.SCALE, channels.get(level)));
    }
    return weights;
  }

  /**
   * Returns the distance of each pair.
   *
   * @param one images in [-1, 1], {@code [batch, 3, height, width]}; at least 16 pixels a side
   * @param other the same
   * @return {@code [batch, 1, 1, 1]}
   */
  public Tensor distance(Tensor one, Tensor other) {
    return distance(features(one), features(other), channelWeights);
  }

  /** Returns the distance of features, level by level. */
  static Tensor distance(List<Tensor> one, List<Tensor> other, List<Tensor> channelWeights) {
    Tensor sum = null;
    for (int level = 0; level < one.size(); level++) {
      Tensor difference = normalised(one.get(level)).sub(normalised(other.get(level)));
      long channels = difference.shape().size(1);
      Tensor weight = channelWeights.get(level).reshape(Shape.of(channels, 1, 1));
      Tensor weighted =
          difference.mul(difference).mul(weight).mean(1).mul(channels).mean(2).mean(3);
      sum = sum == null ? weighted : sum.add(weighted); // [b, 1, 1, 1]
    }
    return Objects.requireNonNull(sum);
  }

  /** Features of length 1 at every pixel. */
  private static Tensor normalised(Tensor features) {
    Tensor squares = features.mul(features).mean(1).mul(features.shape().size(1));
    return features.div(squares.add(EPSILON).sqrt());
  }

  /** Returns the features after the last ReLU of each level. */
  private List<Tensor> features(Tensor pixels) {
    Tensor x = pixels.sub(shift).div(scale);
    List<Tensor> features = new ArrayList<>();
    for (List<Conv2d> level : levels) {
      x = features.isEmpty() ? x : x.maxPool(2);
      for (Conv2d convolution : level) {
        x = convolution.apply(x).relu();
      }
      features.add(x);
    }
    return features;
  }
}
