package ai.vugen.runtime;

/** One dimension of a port: a number, or a name whose value each run chooses. */
public sealed interface Dimension {

  /** A dimension of a known size. */
  record Fixed(long size) implements Dimension {
    @Override
    public String toString() {
      return Long.toString(size);
    }
  }

  /** A dimension chosen at each run; empty when the graph gives it no name. */
  record Symbolic(String name) implements Dimension {
    @Override
    public String toString() {
      return name.isEmpty() ? "?" : name;
    }
  }
}
