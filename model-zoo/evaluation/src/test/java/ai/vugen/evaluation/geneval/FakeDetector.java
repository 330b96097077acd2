package ai.vugen.evaluation.geneval;

import ai.vugen.evaluation.geneval.Detection.Box;
import ai.vugen.evaluation.geneval.GenEvalPrompt.Include;
import ai.vugen.evaluation.geneval.ObjectDetector.ColourClassifier;
import ai.vugen.evaluation.geneval.ObjectDetector.DetectorErrors;
import ai.vugen.image.Pixels;
import java.util.List;

/** Sees one red dog in every image. */
final class FakeDetector implements ObjectDetector, ColourClassifier {
  @Override
  public String name() {
    return "fake <detector>";
  }

  @Override
  public List<DetectorErrors> errors() {
    return List.of(new DetectorErrors("<fake> pictures", 7, 0.125, 0.25, 1.5, 0.5));
  }

  @Override
  public List<Detection> detect(Pixels image) {
    return List.of(new Detection("dog", 0.95, new Box(0, 0, 8, 8)));
  }

  @Override
  public ObjectColour classify(Pixels image, Detection object) {
    return ObjectColour.RED;
  }

  static GenEvalJudge judge() {
    FakeDetector detector = new FakeDetector();
    return new GenEvalJudge(detector, detector);
  }

  static GenEvalPrompt prompt(GenEvalTask task, String className, String text) {
    return new GenEvalPrompt(task, List.of(new Include(className, 1, null, null)), List.of(), text);
  }
}
