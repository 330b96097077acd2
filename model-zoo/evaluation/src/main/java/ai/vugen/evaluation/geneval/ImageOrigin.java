package ai.vugen.evaluation.geneval;

/** Where an image that is judged comes from. */
public enum ImageOrigin {
  /** It was drawn just now. */
  DRAWN,
  /** It was in the folder. */
  FOUND
}
