package ai.vugen.world;

import java.util.List;

/**
 * What a caption says of a thing, where it names it.
 *
 * @param end index in the caption of the first character after the name
 * @param words the colour, the number and the place that the caption has given the thing up to
 *     here: {@code ["blue", "right"]}; not empty
 */
public record Mention(int end, List<String> words) {
  public Mention {
    words = List.copyOf(words);
  }
}
