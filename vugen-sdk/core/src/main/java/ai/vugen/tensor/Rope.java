package ai.vugen.tensor;

/**
 * Rotary position embedding of {@code [batch, heads, tokens, dim]}: pairs of channels are turned by
 * an angle that depends on the token's position.
 *
 * @param cos cosine of the angles, broadcast to {@code [batch, heads, tokens, dim / 2]}
 * @param sin sine of the angles, likewise
 */
public record Rope(Tensor cos, Tensor sin) {
  /** Turns the pairs (i, i + dim/2), the layout of Hugging Face Llama checkpoints. */
  public Tensor rotateHalves(Tensor x) {
    return x.rotate(cos, sin, Tensor.Pairs.HALVES);
  }

  /** Turns the pairs (2i, 2i + 1), the layout of the perception encoder. */
  public Tensor rotatePairs(Tensor x) {
    return x.rotate(cos, sin, Tensor.Pairs.NEIGHBOURS);
  }
}
