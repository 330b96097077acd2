package ai.vugen.evaluation.judge;

import ai.vugen.evaluation.features.FeatureExtractor;
import ai.vugen.image.Pixels;
import ai.vugen.image.Resize;
import ai.vugen.image.ResizeFilter;

/**
 * What a judge makes of pictures of any size, which it sees in its own size (bicubic). Thread-safe.
 *
 * @param judge who looks; whoever opened it closes it
 */
public record JudgeFeatures(Judge judge) implements FeatureExtractor {
  @Override
  public String name() {
    return "judge of the picture world";
  }

  @Override
  public String sha256() {
    return judge.sha256();
  }

  @Override
  public float[] features(Pixels picture) {
    int size = judge.imageSize();
    return judge.features(new Resize(size, size, ResizeFilter.BICUBIC).apply(picture));
  }
}
