package ai.vugen;

/**
 * Follows an answer, on the thread that computes it. What it throws ends the request and reaches
 * the caller unchanged.
 */
@FunctionalInterface
public interface TextListener {
  /** Called with whole characters as they come; joined, they are the answer. */
  void onText(String text);
}
