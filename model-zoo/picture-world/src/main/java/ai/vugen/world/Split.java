package ai.vugen.world;

/** Which scenes are drawn; the splits share no random numbers. */
public enum Split {
  /** Scenes for training; no held-out combination occurs in them. */
  TRAIN(0),
  /** New scenes made of combinations that training shows too. */
  HELD_OUT_SCENES(1),
  /** Scenes with an (object, colour) or an object pair that training never shows. */
  HELD_OUT_COMBINATIONS(2);

  private final long stream;

  Split(long stream) {
    this.stream = stream;
  }

  /** Address of the split's random numbers. */
  long stream() {
    return stream;
  }
}
