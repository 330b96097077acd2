package ai.vugen.evaluation.reconstruction;

import ai.vugen.ModelInfo;
import ai.vugen.ModelInfo.DrawingInfo;
import ai.vugen.error.Arguments;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.evaluation.features.FeatureExtractor;
import ai.vugen.evaluation.features.FeatureMatrix;
import ai.vugen.evaluation.features.FrechetDistance;
import ai.vugen.evaluation.reconstruction.ReconstructionResult.DecodedScene;
import ai.vugen.evaluation.reconstruction.ReconstructionResult.FeatureProtocol;
import ai.vugen.evaluation.report.MeasuredModel;
import ai.vugen.evaluation.report.ReportFolder;
import ai.vugen.evaluation.scenes.HeldOutScenes;
import ai.vugen.evaluation.scenes.HeldOutScenes.ScenePicture;
import ai.vugen.image.Pixels;
import ai.vugen.world.Split;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Encodes and decodes held-out scenes and compares what comes with the composed pictures. */
public final class ReconstructionRun {
  /** The numbers of decoder steps that are compared. */
  public static final List<Integer> DECODER_STEPS = List.of(1, 8);

  /** So many scenes of each split, the first ones, are kept as pictures. */
  public static final int SHOWN_SCENES = 32;

  /** The fewest scenes of a split that have a Fréchet distance. */
  public static final int LEAST_SCENES = 2;

  private final ReportFolder folder;
  private final HeldOutScenes scenes;
  private final FeatureExtractor extractor;
  private final HeldOutScenes.Listener listener;

  /**
   * A run in a folder.
   *
   * @param folder where the pictures of the first scenes are written
   * @param scenes as large as {@link #pictureSize} says, at least {@value #LEAST_SCENES} a split
   * @param extractor in whose features originals and decoded pictures are compared as sets
   * @param listener told after each scene
   * @throws InvalidRequestException if there are too few scenes
   */
  public ReconstructionRun(
      ReportFolder folder,
      HeldOutScenes scenes,
      FeatureExtractor extractor,
      HeldOutScenes.Listener listener) {
    int count = scenes.settings().scenes();
    Arguments.require(
        count >= LEAST_SCENES,
        "The number of scenes a split",
        count,
        LEAST_SCENES + " or more, since sets of pictures are compared");
    this.extractor = extractor;
    this.folder = folder;
    this.scenes = scenes;
    this.listener = listener;
  }

  /**
   * Width and height of the pictures that a model draws, in pixels.
   *
   * @throws InvalidRequestException if it does not draw
   */
  public static int pictureSize(ModelInfo info) {
    return info.drawing()
        .map(DrawingInfo::imageSize)
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    "The model %s cannot draw; expected a VUGEN model such as nano. Use one."
                        .formatted(info.model())));
  }

  /**
   * Encodes each scene once, decodes it with each of {@link #DECODER_STEPS} and compares; an error
   * of the codec reaches the caller unchanged.
   *
   * @param model what the report calls the codec
   * @throws InvalidRequestException if the folder cannot be made, or what comes has another size
   * @throws ai.vugen.error.VuGenException if the disk refuses
   */
  public ReconstructionResult measure(PictureCodec codec, MeasuredModel model) {
    folder.create();
    Map<Split, List<DecodedScene>> decoded = new EnumMap<>(Split.class);
    Map<Split, List<FrechetDistance>> distances = new EnumMap<>(Split.class);
    scenes
        .measure(scene -> measure(codec, scene), listener)
        .forEach(
            (split, measured) -> {
              decoded.put(split, measured.stream().map(Measured::scene).toList());
              distances.put(
                  split,
                  SceneFeatures.distances(measured.stream().map(Measured::features).toList()));
            });
    return new ReconstructionResult(
        model, scenes.settings(), FeatureProtocol.of(extractor), decoded, distances);
  }

  /** What is kept of a scene while others are decoded. */
  private record Measured(DecodedScene scene, SceneFeatures features) {}

  private Measured measure(PictureCodec codec, ScenePicture scene) {
    List<Pixels> decoded = codec.reconstruct(scene.pixels(), DECODER_STEPS);
    Arguments.require(
        decoded.size() == DECODER_STEPS.size(),
        "The number of decoded pictures",
        decoded.size(),
        "one for each of the decoder steps " + DECODER_STEPS);
    List<PictureFidelity> fidelity =
        decoded.stream().map(picture -> PictureFidelity.between(scene.pixels(), picture)).toList();
    return new Measured(
        new DecodedScene(scene.index(), scene.caption(), fidelity, keep(scene, decoded)),
        SceneFeatures.of(extractor, scene.pixels(), decoded));
  }

  /** Writes the pictures of a scene that is shown. */
  private List<String> keep(ScenePicture scene, List<Pixels> decoded) {
    if (scene.index() >= SHOWN_SCENES) {
      return List.of();
    }
    List<String> pictures = new ArrayList<>();
    pictures.add(folder.addPicture(scene.name() + "-original", scene.pixels()));
    for (int i = 0; i < decoded.size(); i++) {
      String name = scene.name() + "-steps-" + DECODER_STEPS.get(i);
      pictures.add(folder.addPicture(name, decoded.get(i)));
    }
    return List.copyOf(pictures);
  }

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

    /**
     * Returns the distance from the originals for each number of decoder steps; of at least two
     * scenes.
     */
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
}
