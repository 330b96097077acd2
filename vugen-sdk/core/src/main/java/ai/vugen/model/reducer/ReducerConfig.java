package ai.vugen.model.reducer;

/** The numbers of a dimension reducer. */
public sealed interface ReducerConfig {
  /** Channels of z. */
  int width();

  /** Channels of z̃. */
  int channels();

  /**
   * A two-layer perceptron with SiLU (VUGEN §3.1, §4.1).
   *
   * @param width channels of z
   * @param hidden hidden width
   * @param channels channels of z̃
   */
  record Mlp(int width, int hidden, int channels) implements ReducerConfig {}

  /**
   * Principal components (VUGEN §3.1, §4.3).
   *
   * @param width channels of z
   * @param channels channels of z̃
   */
  record Pca(int width, int channels) implements ReducerConfig {}
}
