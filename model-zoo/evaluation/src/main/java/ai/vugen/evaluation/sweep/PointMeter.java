package ai.vugen.evaluation.sweep;

import ai.vugen.evaluation.Moments;
import ai.vugen.evaluation.features.FeatureExtractor;
import ai.vugen.evaluation.features.FeatureMatrix;
import ai.vugen.evaluation.features.FidelityDiversity;
import ai.vugen.evaluation.features.FrechetDistance;
import ai.vugen.evaluation.geneval.GenEvalJudge;
import ai.vugen.evaluation.geneval.GenEvalPrompt;
import ai.vugen.evaluation.geneval.GenEvalScoring.ImageVerdict;
import ai.vugen.evaluation.sweep.ImageSource.DrawnImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Measures points: has their images drawn and compares them with the reference pictures. */
final class PointMeter {
  private final FeatureExtractor extractor;
  private final GenEvalJudge geneval;
  private final SweepImages images;
  private final FeatureMatrix references;

  /**
   * A meter that looks at the reference pictures at once.
   *
   * @param extractor whose features are compared
   * @param geneval what gives the verdicts about the images of the prompts
   */
  PointMeter(
      FeatureExtractor extractor,
      GenEvalJudge geneval,
      ReferencePictures pictures,
      SweepImages images) {
    this.extractor = extractor;
    this.geneval = geneval;
    this.images = images;
    references =
        FeatureMatrix.ofRows(pictures.pictures().stream().map(extractor::features).toList());
  }

  /**
   * Measures a point.
   *
   * @param drawn told after each image how many there are
   */
  SweepPoint.Result measure(SweepPoint point, ImageSource source, IntConsumer drawn) {
    List<float[]> rows = new ArrayList<>();
    List<Double> seconds = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < images.captions().size(); i++) {
      DrawnImage image = source.draw(i);
      seconds.add(image.seconds());
      rows.add(extractor.features(image.pixels()));
      source.similarity(i, image.pixels()).ifPresent(ratios::add);
      drawn.accept(seconds.size());
    }
    List<ImageVerdict> verdicts = new ArrayList<>();
    for (GenEvalPrompt prompt : images.prompts()) {
      DrawnImage image = source.draw(images.promptIndex(verdicts.size()));
      seconds.add(image.seconds());
      verdicts.add(geneval.judge(prompt, image.pixels()));
      drawn.accept(seconds.size());
    }
    FeatureMatrix generated = FeatureMatrix.ofRows(rows);
    FidelityDiversity likeness =
        FidelityDiversity.between(references, generated, SweepSettings.NEIGHBOURS);
    return new SweepPoint.Result(
        point,
        FrechetDistance.between(references, generated).value(),
        likeness.density(),
        likeness.coverage(),
        geneval.summary(verdicts).overall(),
        Moments.median(seconds),
        ratios.isEmpty() ? null : Moments.mean(ratios));
  }
}
