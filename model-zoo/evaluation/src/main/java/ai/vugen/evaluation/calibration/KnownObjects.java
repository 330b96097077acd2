package ai.vugen.evaluation.calibration;

import ai.vugen.evaluation.geneval.Detection;
import ai.vugen.evaluation.geneval.Detection.Box;
import ai.vugen.evaluation.geneval.GenEvalPrompt;
import ai.vugen.evaluation.geneval.GenEvalPrompt.Include;
import ai.vugen.evaluation.geneval.GenEvalProtocol;
import ai.vugen.evaluation.geneval.GenEvalScoring;
import ai.vugen.evaluation.geneval.GenEvalScoring.ImageVerdict;
import ai.vugen.evaluation.geneval.ObjectColour;
import ai.vugen.world.ObjectBox;
import ai.vugen.world.PictureWorld;
import ai.vugen.world.Scene;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What GenEval's rules say about a scene whose objects are known: the verdict of a detector that
 * never errs. An object in the colours that it is drawn in has none of GenEval's colours.
 *
 * @param world that draws the scenes
 * @param scoring GenEval's rules
 */
record KnownObjects(PictureWorld world, GenEvalScoring scoring) {
  static KnownObjects of(PictureWorld world) {
    return new KnownObjects(
        world, new GenEvalScoring(GenEvalProtocol.official("none: the objects as composed")));
  }

  ImageVerdict judge(GenEvalPrompt prompt, Scene scene) {
    Set<String> coloured =
        prompt.include().stream()
            .filter(wanted -> wanted.colour() != null)
            .map(Include::className)
            .collect(Collectors.toSet());
    return scoring.score(
        prompt,
        detections(scene).stream()
            .filter(object -> object.colour() != null || !coloured.contains(object.className()))
            .toList());
  }

  /** Returns the objects of a scene, in their order, each with the score 1. */
  List<Detection> detections(Scene scene) {
    return world.renderer().boxes(scene).stream().map(this::detection).toList();
  }

  private Detection detection(ObjectBox object) {
    Box box =
        new Box(
            object.left(),
            object.top(),
            object.left() + object.width(),
            object.top() + object.height());
    Detection detection = new Detection(world.sprites().name(object.concept()), 1, box);
    return object.colour().isTint()
        ? detection.withColour(ObjectColour.of(object.colour().word()))
        : detection;
  }
}
