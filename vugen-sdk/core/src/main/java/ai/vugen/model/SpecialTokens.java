package ai.vugen.model;

import java.util.List;

/**
 * The token ids with a meaning of their own.
 *
 * @param beginOfText first token of every sequence
 * @param image placeholder of an image token
 * @param stop ids that end an answer
 */
public record SpecialTokens(int beginOfText, int image, List<Integer> stop) {
  public SpecialTokens {
    stop = List.copyOf(stop);
  }
}
