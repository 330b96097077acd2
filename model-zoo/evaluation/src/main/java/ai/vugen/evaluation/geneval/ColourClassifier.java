package ai.vugen.evaluation.geneval;

import ai.vugen.image.Pixels;

/**
 * Names the colour of a detected object. The official classifier is CLIP ViT-L/14, zero-shot over
 * the ten colours, on the object cut out along its mask, laid on gray #999 and cropped to its box.
 */
@FunctionalInterface
public interface ColourClassifier {
  /** The colour of one object that {@link ObjectDetector#detect} found in this image. */
  ObjectColour classify(Pixels image, Detection object);
}
