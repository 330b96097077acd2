package ai.vugen.evaluation.reconstruction;

import ai.vugen.evaluation.features.FeatureExtractor;
import ai.vugen.evaluation.features.FeatureMatrix;
import ai.vugen.evaluation.features.FrechetDistance;
import ai.vugen.image.Pixels;
import java.util.ArrayList;
import java.util.List;

/**
 * The feature vectors of a scene: that of the original, then one for each of {@link
 * ReconstructionRun#DECODER_STEPS}.
 */
record SceneFeatures(List<float[]> vectors) {
  SceneFeatures {
    vectors = List.copyOf(vectors);
  }

  static SceneFeatures of(FeatureExtractor extractor, Pixels original, List<Pixels> decoded) {
    List<float[]> vectors = new ArrayList<>();
    vectors.add(extractor.features(original));
    decoded.forEach(picture -> vectors.add(extractor.features(picture)));
    return new SceneFeatures(vectors);
  }

  /** The distance from the originals for each number of decoder steps; of at least two scenes. */
  static List<FrechetDistance> distances(List<SceneFeatures> scenes) {
    FeatureMatrix originals = matrix(scenes, 0);
    List<FrechetDistance> distances = new ArrayList<>();
    for (int i = 1; i <= ReconstructionRun.DECODER_STEPS.size(); i++) {
      distances.add(FrechetDistance.between(originals, matrix(scenes, i)));
    }
    return List.copyOf(distances);
  }

  private static FeatureMatrix matrix(List<SceneFeatures> scenes, int place) {
    return FeatureMatrix.ofRows(scenes.stream().map(scene -> scene.vectors.get(place)).toList());
  }
}
