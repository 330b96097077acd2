package ai.vugen.assembly;

/** Is told how far the writing of a model is. */
@FunctionalInterface
public interface BytesListener {
  /**
   * Called after each piece of about a megabyte or more.
   *
   * @param done bytes of weights written so far
   * @param all bytes of weights in the end
   */
  void onBytes(long done, long all);
}
