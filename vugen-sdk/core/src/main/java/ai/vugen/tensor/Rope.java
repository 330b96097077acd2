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
    long half = x.shape().size(-1) / 2;
    Tensor a = x.slice(-1, 0, half);
    Tensor b = x.slice(-1, half, 2 * half);
    return Tensor.concat(
        -1, a.mul(cos).sub(b.mul(sin)), b.mul(cos).add(a.mul(sin))); // [b, heads, tokens, dim]
  }

  /** Turns the pairs (2i, 2i + 1), the layout of the perception encoder. */
  public Tensor rotatePairs(Tensor x) {
    Tensor pairs = x.unflatten(-1, -1, 2); // [b, heads, tokens, dim/2, 2]
    Tensor a = pairs.slice(-1, 0, 1);
    Tensor b = pairs.slice(-1, 1, 2);
    Tensor c = cos.unsqueeze(-1);
    Tensor s = sin.unsqueeze(-1);
    return Tensor.concat(-1, a.mul(c).sub(b.mul(s)), b.mul(c).add(a.mul(s))).reshape(x.shape());
  }
}
