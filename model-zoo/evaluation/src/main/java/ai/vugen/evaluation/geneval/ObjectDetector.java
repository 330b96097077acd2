package ai.vugen.evaluation.geneval;

import ai.vugen.image.Pixels;
import java.util.List;

/**
 * Finds the objects in an image. The published GenEval numbers come from Mask2Former
 * (swin-s-p4-w7-224, COCO); with any other detector the scores are not comparable with them, which
 * is why {@link #name} is part of every result.
 */
public interface ObjectDetector {
  /** The detector's name for the protocol of a result. */
  String name();

  /** What is known about its errors, for the protocol of a result; empty if nothing is. */
  default List<DetectorErrors> errors() {
    return List.of();
  }

  /**
   * All objects in an image, in any order and with any score, of the classes {@link
   * ObjectNames#official()}; their colours are not needed.
   */
  List<Detection> detect(Pixels image);
}
