package ai.vugen.tensor;

import org.jspecify.annotations.Nullable;

/** The composite operations of {@link Tensor}, written with its primitives. */
final class Composite {
  private Composite() {}

  static Tensor linear(Tensor x, Tensor weight, @Nullable Tensor bias) {
    Tensor product = x.matmul(weight.transpose(0, 1));
    return bias == null ? product : product.add(bias);
  }

  static Tensor gelu(Tensor x) {
    return x.mul(x.mul(Math.sqrt(0.5)).erf().add(1)).mul(0.5);
  }

  static Tensor layerNorm(
      Tensor x, @Nullable Tensor weight, @Nullable Tensor bias, double epsilon) {
    Tensor centred = x.sub(x.mean(-1));
    Tensor deviation = centred.mul(centred).mean(-1).add(epsilon).sqrt();
    return affine(centred.div(deviation), weight, bias);
  }

  static Tensor rmsNorm(Tensor x, Tensor weight, double epsilon) {
    return x.div(x.mul(x).mean(-1).add(epsilon).sqrt()).mul(weight);
  }

  static Tensor groupNorm(
      Tensor x, int groups, @Nullable Tensor weight, @Nullable Tensor bias, double epsilon) {
    long channels = x.shape().size(1);
    Tensor normed =
        x.flatten(2, 3) // [b, c, hw]
            .unflatten(1, groups, channels / groups)
            .flatten(2, 3) // [b, groups, c/groups * hw]
            .layerNorm(null, null, epsilon)
            .reshape(x.shape());
    return affine(normed, channelwise(weight), channelwise(bias));
  }

  static Tensor attention(
      Tensor queries, Tensor keys, Tensor values, double scale, @Nullable Tensor bias) {
    long heads = queries.shape().size(1);
    long kvHeads = keys.shape().size(1);
    Shape scoreShape = queries.shape().with(-1, keys.shape().dim(2)); // [b, heads, s, t]
    Tensor grouped = queries.unflatten(1, kvHeads, heads / kvHeads).flatten(2, 3); // [b, kv, gs, d]
    Tensor scores = grouped.mul(scale).matmul(keys.transpose(2, 3)).reshape(scoreShape);
    Tensor weights = (bias == null ? scores : scores.add(bias)).softmax();
    return weights
        .unflatten(1, kvHeads, heads / kvHeads)
        .flatten(2, 3) // [b, kv, gs, t]
        .matmul(values)
        .reshape(queries.shape().with(-1, values.shape().dim(-1)));
  }

  static Tensor rotate(Tensor x, Tensor cos, Tensor sin, Tensor.Pairs pairs) {
    if (pairs == Tensor.Pairs.HALVES) {
      long half = x.shape().size(-1) / 2;
      return turned(x.slice(-1, 0, half), x.slice(-1, half, 2 * half), cos, sin);
    }
    Tensor both = x.unflatten(-1, -1, 2); // [b, heads, tokens, dim/2, 2]
    Tensor a = both.slice(-1, 0, 1);
    Tensor b = both.slice(-1, 1, 2);
    return turned(a, b, cos.unsqueeze(-1), sin.unsqueeze(-1)).reshape(x.shape());
  }

  private static Tensor turned(Tensor a, Tensor b, Tensor cos, Tensor sin) {
    return Tensor.concat(-1, a.mul(cos).sub(b.mul(sin)), b.mul(cos).add(a.mul(sin)));
  }

  private static @Nullable Tensor channelwise(@Nullable Tensor vector) {
    return vector == null ? null : vector.reshape(Shape.of(vector.shape().size(0), 1, 1));
  }

  private static Tensor affine(Tensor x, @Nullable Tensor weight, @Nullable Tensor bias) {
    Tensor scaled = weight == null ? x : x.mul(weight);
    return bias == null ? scaled : scaled.add(bias);
  }
}
