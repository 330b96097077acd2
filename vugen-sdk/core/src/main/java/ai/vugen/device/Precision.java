package ai.vugen.device;

/** The numbers a model computes in; images of one precision are not those of the other. */
public enum Precision {
  /** Weights as they are stored, widened to float32; activations in float32. */
  FLOAT32,
  /**
   * Matrices within the transformer blocks of all networks in 8-bit integers, with a scale for each
   * output channel; what they are multiplied with is rounded to 8 bits with a scale for each token.
   * So is the language model's head, whose table gives the embeddings unrounded. Convolutions
   * between feature maps of the decoder in 8-bit integers too, within ranges that are measured
   * once. Embeddings, norms, projections outside blocks and the decoder's first and last
   * convolution are as in {@link #FLOAT32}.
   */
  INT8
}
