package ai.vugen.tensor;

/**
 * What a network uses a parameter for. A network says it where it asks for the parameter; what is
 * rounded to 8 bits, what weight decay is for and how values begin follow from it, whatever the
 * parameter is called.
 *
 * @param use the operation that takes it
 * @param place where in the network that is
 */
public record Role(Use use, Place place) {
  /** The role of a parameter of which nothing is said. */
  public static final Role OTHER = new Role(Use.OTHER, Place.ELSEWHERE);

  /** What takes a parameter. */
  public enum Use {
    /** A linear layer multiplies with it, {@code [out, in]}. */
    MATRIX,
    /** A convolution slides it, {@code [out, in, kernel, kernel]}. */
    WINDOW,
    /** A layer adds it to its channels. */
    BIAS,
    /** A norm multiplies its channels with it; 1 leaves them as they are. */
    GAIN,
    /** Channels of a branch are multiplied with it, as in LayerScale. */
    SCALE,
    /**
     * Rows are looked up in it by token, and a tied head multiplies with it, {@code [rows, in]}.
     */
    TABLE,
    /** It is a learned token or is added to tokens, as a class token or a position. */
    EMBEDDING,
    /** It is added to scores of attention by relative position. */
    RELATIVE_BIAS,
    /** The measured mean of what it is subtracted from. */
    MEAN,
    /** The measured standard deviation of what it divides. */
    DEVIATION,
    /** Anything else. */
    OTHER
  }

  /** Where in a network a parameter is used. */
  public enum Place {
    /** In the blocks that a network is a stack of: on every token or cell of a feature map. */
    BLOCK,
    /** At the end of a branch of a block where training begins with a branch that adds nothing. */
    BRANCH_END,
    /** On what conditions a network and is small: its time, its context. */
    CONDITION,
    /** At what a network gives in the end. */
    OUTPUT,
    /** Anywhere else, such as where pixels or latents come in. */
    ELSEWHERE;

    /** Returns whether this is inside a block. */
    public boolean isInBlock() {
      return this == BLOCK || this == BRANCH_END;
    }
  }

  /** Returns whether this is the matrix of a linear layer in a block. */
  public boolean isBlockMatrix() {
    return use == Use.MATRIX && place.isInBlock();
  }

  /** Returns whether this is the window of a convolution between the feature maps of a block. */
  public boolean isBlockWindow() {
    return use == Use.WINDOW && place.isInBlock();
  }
}
