package ai.vugen.evaluation.features;

import ai.vugen.image.Pixels;

/**
 * Makes feature vectors of pictures. Distances of pictures in the features of two different
 * extractors are not comparable, which is why name and hash are part of every result.
 */
public interface FeatureExtractor {
  /** Its name for the protocol of a result. */
  String name();

  /** Returns the SHA-256 of its weights, 64 hexadecimal digits. */
  String sha256();

  /** Returns the features of a picture, equally many for all. */
  float[] features(Pixels picture);
}
