package ai.vugen.model.vision;

/**
 * A grid of patches, cells or tokens; its elements are numbered row by row.
 *
 * @param rows number of rows
 * @param columns number of columns
 */
public record Grid(int rows, int columns) {
  /** Returns the number of cells. */
  public int cells() {
    return rows * columns;
  }

  @Override
  public String toString() {
    return rows + "x" + columns;
  }
}
