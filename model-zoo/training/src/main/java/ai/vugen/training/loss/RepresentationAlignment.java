package ai.vugen.training.loss;

import ai.vugen.tensor.Linear;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import java.util.List;

/**
 * Representation alignment (REPA, Yu et al.; SSDD): one minus the mean cosine between a teacher's
 * tokens and what an MLP makes of the tokens in the middle of a network.
 */
public final class RepresentationAlignment {
  private final Linear first;
  private final Linear second;

  /**
   * Takes the MLP's parameters, {@code 0.*} and {@code 2.*}, from {@code weights}.
   *
   * @param width channels of the network's tokens
   * @param teacherWidth channels of the teacher's tokens
   */
  public RepresentationAlignment(int width, int teacherWidth, Weights weights) {
    first = Linear.of(weights.at("0"), width, width);
    second = Linear.of(weights.at("2"), width, teacherWidth);
  }

  /**
   * Returns the distance, from 0 to 2.
   *
   * @param tokens {@code [batch, tokens, width]}
   * @param target {@code [batch, tokens, teacherWidth]}
   * @return a number
   */
  public Tensor distance(Tensor tokens, Tensor target) {
    Tensor projected = unit(second.apply(first.apply(tokens).silu()));
    Tensor cosine = projected.mul(unit(target)).mean(2).mul(target.shape().size(2)); // [b, n, 1]
    return cosine.mean(1).mean(0).reshape(new Shape(List.of())).negate().add(1);
  }

  private static Tensor unit(Tensor x) {
    Tensor squares = x.mul(x).mean(2).mul(x.shape().size(2));
    return x.div(squares.add(1e-12).sqrt());
  }
}
