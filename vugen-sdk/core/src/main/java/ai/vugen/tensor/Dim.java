package ai.vugen.tensor;

/**
 * One extent of a shape: a constant, or a constant times a symbol whose value is known only when
 * the graph runs.
 *
 * @param factor the constant, at least 0
 * @param symbol the symbol, or the empty string for a constant extent
 */
public record Dim(long factor, String symbol) {
  public Dim {
    if (factor < 0) {
      throw new ShapeException("an extent must not be negative, but is " + factor);
    }
  }

  /** Returns a constant extent. */
  public static Dim of(long size) {
    return new Dim(size, "");
  }

  /** Returns an extent known only at run time. */
  public static Dim of(String symbol) {
    return new Dim(1, symbol);
  }

  /** Returns whether the extent is known now. */
  public boolean isConstant() {
    return symbol.isEmpty();
  }

  /** Returns the constant extent; a {@link ShapeException} if it is symbolic. */
  public long size() {
    if (!isConstant()) {
      throw new ShapeException("the extent " + this + " is known only at run time");
    }
    return factor;
  }

  /** Returns the product of two extents. */
  public Dim times(Dim other) {
    String product =
        symbol.isEmpty()
            ? other.symbol
            : other.symbol.isEmpty()
                ? symbol
                : symbol.compareTo(other.symbol) <= 0
                    ? symbol + "*" + other.symbol
                    : other.symbol + "*" + symbol;
    return new Dim(Math.multiplyExact(factor, other.factor), product);
  }

  /** Returns the sum of two extents. */
  public Dim plus(Dim other) {
    if (symbol.equals(other.symbol)) {
      return new Dim(Math.addExact(factor, other.factor), symbol);
    }
    return Dim.of("(" + this + "+" + other + ")");
  }

  /** Returns the quotient, which must be whole and known now. */
  Dim over(Dim other) {
    if (symbol.equals(other.symbol) && other.factor != 0 && factor % other.factor == 0) {
      return Dim.of(factor / other.factor);
    }
    if (other.isConstant() && other.factor != 0 && factor % other.factor == 0) {
      return new Dim(factor / other.factor, symbol);
    }
    throw new ShapeException("an extent of " + this + " does not divide by " + other);
  }

  boolean isOne() {
    return factor == 1 && symbol.isEmpty();
  }

  @Override
  public String toString() {
    if (symbol.isEmpty()) {
      return Long.toString(factor);
    }
    return factor == 1 ? symbol : factor + "*" + symbol;
  }
}
