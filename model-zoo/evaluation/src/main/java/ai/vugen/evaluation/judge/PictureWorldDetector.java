package ai.vugen.evaluation.judge;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.evaluation.geneval.Detection;
import ai.vugen.evaluation.geneval.Detection.Box;
import ai.vugen.evaluation.geneval.ObjectColour;
import ai.vugen.evaluation.geneval.ObjectDetector;
import ai.vugen.evaluation.geneval.ObjectDetector.ColourClassifier;
import ai.vugen.evaluation.geneval.ObjectDetector.DetectorErrors;
import ai.vugen.evaluation.geneval.ObjectNames;
import ai.vugen.evaluation.judge.Judge.Sighting;
import ai.vugen.image.Pixels;
import ai.vugen.image.Resize;
import ai.vugen.image.ResizeFilter;
import java.util.List;
import java.util.Set;

/**
 * Detects objects and their colours for GenEval with a judge of the picture world. Things that
 * GenEval has no class for are passed over. Scores are not comparable with published ones, whose
 * detector is Mask2Former.
 *
 * <p>Thread-safe. Whoever opened the judge closes it.
 */
public final class PictureWorldDetector implements ObjectDetector, ColourClassifier {
  private static final int HASH_DIGITS = 12;

  private final Judge judge;
  private final Set<String> classes = Set.copyOf(ObjectNames.official());
  private final List<ObjectColour> tints;

  /**
   * A detector that asks a judge.
   *
   * @throws InvalidRequestException if the judge knows no class of GenEval, no colour, or a colour
   *     that GenEval does not have
   */
  public PictureWorldDetector(Judge judge) {
    this.judge = judge;
    if (judge.things().stream().noneMatch(classes::contains)) {
      throw new InvalidRequestException(
          "This judge knows none of GenEval's classes, but %s; expected names such as \"teddy bear\". Use a judge of the picture world."
              .formatted(judge.things()));
    }
    if (judge.colours().size() < 2) {
      throw new InvalidRequestException(
          "This judge knows the colours %s; expected \"as drawn\" and at least one of GenEval's. Use a judge of the picture world."
              .formatted(judge.colours()));
    }
    tints =
        judge.colours().subList(1, judge.colours().size()).stream().map(ObjectColour::of).toList();
  }

  /** Returns the judge with the first digits of the SHA-256 of its weights. */
  @Override
  public String name() {
    return "judge of the picture world " + judge.sha256().substring(0, HASH_DIGITS);
  }

  /** Returns what the judge says about itself. */
  @Override
  public List<DetectorErrors> errors() {
    return judge.accuracy().errors();
  }

  /**
   * Returns all objects in an image, each with its colour. An image of another size than the
   * judge's is shown to it resized (bicubic); boxes are in pixels of the image as it was given.
   */
  @Override
  public List<Detection> detect(Pixels image) {
    int size = judge.imageSize();
    Pixels seen = new Resize(size, size, ResizeFilter.BICUBIC).apply(image);
    double across = (double) image.width() / size;
    double down = (double) image.height() / size;
    return judge.look(seen, 0).stream()
        .filter(sighting -> classes.contains(className(sighting)))
        .map(sighting -> detection(sighting, across, down))
        .toList();
  }

  private String className(Sighting sighting) {
    return judge.things().get(sighting.thing());
  }

  private Detection detection(Sighting sighting, double across, double down) {
    Box box =
        new Box(
            across * sighting.left(),
            down * sighting.top(),
            across * sighting.right(),
            down * sighting.bottom());
    ObjectColour colour = tints.get(sighting.tint() - 1);
    return new Detection(className(sighting), sighting.score(), box, colour);
  }

  /**
   * Returns the colour that the judge saw together with the object: the likeliest other than "as
   * drawn".
   *
   * @throws InvalidRequestException if the object does not come from {@link #detect}
   */
  @Override
  public ObjectColour classify(Pixels image, Detection object) {
    ObjectColour colour = object.colour();
    if (colour == null) {
      throw new InvalidRequestException(
          "The detected %s has no colour; expected an object that this detector found. Call detect first."
              .formatted(object.className()));
    }
    return colour;
  }
}
