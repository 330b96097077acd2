package ai.vugen.tensor;

/**
 * A scope of named parameters: a network asks for them by the names of the checkpoint, and says the
 * shapes that its configuration demands and what it uses them for.
 */
public final class Weights {
  private final WeightSource source;
  private final String scope;
  private final Role.Place place;

  public Weights(WeightSource source) {
    this(source, "", Role.Place.ELSEWHERE);
  }

  private Weights(WeightSource source, String scope, Role.Place place) {
    this.source = source;
    this.scope = scope;
    this.place = place;
  }

  /** Returns the scope below this one, as in {@code weights.at("levels", 3)}. */
  public Weights at(String name, int index) {
    return at(name + "." + index);
  }

  /** Returns the scope below this one. */
  public Weights at(String name) {
    return at(name, place);
  }

  /** Returns the scope below this one, which is used at another place of the network. */
  public Weights at(String name, Role.Place other) {
    return new Weights(source, scope + name + ".", other);
  }

  /** Returns the scope of a block of a stack, as in {@code weights.block("layers", 3)}. */
  public Weights block(String name, int index) {
    return at(name + "." + index, Role.Place.BLOCK);
  }

  /** Returns the parameter of a name within this scope. */
  public Tensor get(String name, Role.Use use, long... shape) {
    return source.parameter(scope + name, Shape.of(shape), new Role(use, place));
  }

  /** Returns a parameter of which nothing is said but its shape. */
  public Tensor get(String name, long... shape) {
    return get(name, Role.Use.OTHER, shape);
  }

  /** Returns a constant that is not a parameter. */
  public Tensor constant(float[] values, long... shape) {
    return source.constant(values, Shape.of(shape));
  }

  /** Constant indices. */
  public Tensor indices(long[] values, long... shape) {
    return source.indices(values, Shape.of(shape));
  }
}
