package ai.vugen.evaluation.geneval;

import ai.vugen.evaluation.report.ScoreText;
import ai.vugen.image.Pixels;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;

/**
 * Finds the objects in an image. The published GenEval numbers come from Mask2Former
 * (swin-s-p4-w7-224, COCO); with any other detector the scores are not comparable with them, which
 * is why {@link #name} is part of every result.
 */
public interface ObjectDetector {
  /** Returns the detector's name for the protocol of a result. */
  String name();

  /** Returns what is known about its errors, for the protocol of a result; empty if nothing is. */
  default List<DetectorErrors> errors() {
    return List.of();
  }

  /**
   * Returns all objects in an image, in any order and with any score, of the classes {@link
   * ObjectNames#official()}; their colours are not needed.
   */
  List<Detection> detect(Pixels image);

  /**
   * Names the colour of a detected object. The official classifier is CLIP ViT-L/14, zero-shot over
   * the ten colours, on the object cut out along its mask, laid on gray #999 and cropped to its
   * box.
   */
  @FunctionalInterface
  interface ColourClassifier {
    /** Returns the colour of one object that {@link ObjectDetector#detect} found in this image. */
    ObjectColour classify(Pixels image, Detection object);
  }

  /**
   * How often a detector errs on pictures whose content is known: what to keep in mind with every
   * score that it gives.
   *
   * @param pictures what they are, such as {@code "held out scenes"}
   * @param count how many they are
   * @param missed share of their objects that it does not find, 0 to 1
   * @param wrongColours share of the colours of found objects that it tells wrong, 0 to 1
   * @param falseRate mean number a picture of objects that it finds and that are not there
   * @param inexact share of the pictures in which it misses or makes up an object, 0 to 1
   */
  record DetectorErrors(
      String pictures,
      int count,
      double missed,
      double wrongColours,
      double falseRate,
      double inexact) {
    /** Returns the errors in words, one line without a break. */
    public String text() {
      return String.format(
          Locale.ROOT,
          "%s (%d pictures): %s of objects missed, %s of colours wrong, %s false sightings a picture, %s of pictures not seen exactly",
          pictures,
          count,
          ScoreText.percent(missed),
          ScoreText.percent(wrongColours),
          ScoreText.rounded(falseRate, 3),
          ScoreText.percent(inexact));
    }

    /** Returns the errors as names and values. */
    public JsonObject json() {
      JsonObject json = new JsonObject();
      json.addProperty("pictures", pictures);
      json.addProperty("count", count);
      json.addProperty("objects_missed", missed);
      json.addProperty("colours_wrong", wrongColours);
      json.addProperty("false_sightings_a_picture", falseRate);
      json.addProperty("pictures_not_exact", inexact);
      return json;
    }
  }
}
