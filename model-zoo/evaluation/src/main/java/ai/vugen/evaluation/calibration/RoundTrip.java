package ai.vugen.evaluation.calibration;

import ai.vugen.evaluation.geneval.Detection;
import ai.vugen.evaluation.geneval.ObjectColour;
import ai.vugen.evaluation.geneval.ObjectDetector;
import ai.vugen.evaluation.geneval.ObjectDetector.ColourClassifier;
import ai.vugen.evaluation.geneval.ObjectDetector.DetectorErrors;
import ai.vugen.evaluation.reconstruction.PictureCodec;
import ai.vugen.image.Pixels;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A judge who sees pictures only after a model has encoded and decoded them, in one step.
 *
 * <p>Calibrated in this way, real scenes score what the model could reach at most: with latents
 * that are right, sampled by a perfect tower. Not thread-safe.
 */
public final class RoundTrip implements ObjectDetector, ColourClassifier {
  private static final List<Integer> ONE_STEP = List.of(1);

  private final PictureCodec codec;
  private final String model;
  private final ObjectDetector detector;
  private final ColourClassifier classifier;
  private @Nullable Pixels given;
  private @Nullable Pixels decoded;

  /**
   * A judge behind a codec.
   *
   * @param model what the codec is called in reports
   */
  public RoundTrip(
      PictureCodec codec, String model, ObjectDetector detector, ColourClassifier classifier) {
    this.codec = codec;
    this.model = model;
    this.detector = detector;
    this.classifier = classifier;
  }

  @Override
  public String name() {
    return detector.name() + ", of pictures encoded and decoded by " + model;
  }

  @Override
  public List<DetectorErrors> errors() {
    return detector.errors();
  }

  @Override
  public List<Detection> detect(Pixels image) {
    return detector.detect(decoded(image));
  }

  @Override
  public ObjectColour classify(Pixels image, Detection object) {
    return classifier.classify(decoded(image), object);
  }

  private Pixels decoded(Pixels image) {
    if (decoded == null || given != image) {
      decoded = codec.reconstruct(image, ONE_STEP).get(0);
      given = image;
    }
    return decoded;
  }
}
