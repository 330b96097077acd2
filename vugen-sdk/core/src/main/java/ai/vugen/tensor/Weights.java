package ai.vugen.tensor;

/**
 * A scope of named parameters: a network asks for them by the names of the checkpoint, and says the
 * shapes that its configuration demands.
 */
public final class Weights {
  private final WeightSource source;
  private final String scope;

  public Weights(WeightSource source) {
    this(source, "");
  }

  private Weights(WeightSource source, String scope) {
    this.source = source;
    this.scope = scope;
  }

  /** The scope below this one, as in {@code weights.at("layers", 3)}. */
  public Weights at(String name, int index) {
    return at(name + "." + index);
  }

  /** The scope below this one. */
  public Weights at(String name) {
    return new Weights(source, scope + name + ".");
  }

  /** The parameter of a name within this scope. */
  public Tensor get(String name, long... shape) {
    return source.parameter(scope + name, Shape.of(shape));
  }

  /** A constant that is not a parameter. */
  public Tensor constant(float[] values, long... shape) {
    return source.constant(values, Shape.of(shape));
  }

  /** Constant indices. */
  public Tensor indices(long[] values, long... shape) {
    return source.indices(values, Shape.of(shape));
  }
}
