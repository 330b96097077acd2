package ai.vugen.evaluation.geneval;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.evaluation.geneval.GenEvalPrompt.Include;
import ai.vugen.evaluation.geneval.GenEvalScoring.ImageVerdict;
import ai.vugen.evaluation.geneval.GenEvalScoring.KeptObjects;
import ai.vugen.evaluation.geneval.ObjectDetector.ColourClassifier;
import ai.vugen.image.Pixels;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Judges images by GenEval's rules with a given detector and colour classifier. Colours are
 * classified only where the prompt asks for them and only of the objects that decide.
 */
public final class GenEvalJudge {
  private final ObjectDetector detector;
  private final ColourClassifier classifier;
  private final GenEvalScoring scoring;

  /** A judge with the official thresholds. */
  public GenEvalJudge(ObjectDetector detector, ColourClassifier classifier) {
    this.detector = detector;
    this.classifier = classifier;
    this.scoring = new GenEvalScoring(GenEvalProtocol.official(detector));
  }

  /** Judges one image that was generated from a prompt. */
  public ImageVerdict judge(GenEvalPrompt prompt, Pixels image) {
    List<Detection> detections = detector.detect(image);
    Set<Detection> deciding = deciding(prompt, scoring.kept(prompt, detections));
    List<Detection> known =
        detections.stream()
            .map(
                object ->
                    deciding.contains(object)
                        ? object.withColour(classifier.classify(image, object))
                        : object)
            .toList();
    return scoring.score(prompt, known);
  }

  /**
   * Returns the scores of all images judged, with this judge's protocol.
   *
   * @throws InvalidRequestException if there are none
   */
  public GenEvalSummary summary(List<ImageVerdict> verdicts) {
    return GenEvalSummary.of(scoring.protocol(), verdicts);
  }

  private static Set<Detection> deciding(GenEvalPrompt prompt, KeptObjects objects) {
    Set<Detection> deciding = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Include wanted : prompt.include()) {
      List<Detection> found = objects.best(wanted.className(), wanted.count());
      if (wanted.colour() != null && found.size() == wanted.count()) {
        deciding.addAll(found);
      }
    }
    return deciding;
  }
}
