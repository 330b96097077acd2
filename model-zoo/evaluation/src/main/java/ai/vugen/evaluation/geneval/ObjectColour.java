package ai.vugen.evaluation.geneval;

import ai.vugen.error.InvalidRequestException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The ten colours that GenEval knows, in the order in which its classifier numbers them. */
public enum ObjectColour {
  RED,
  ORANGE,
  YELLOW,
  GREEN,
  BLUE,
  PURPLE,
  PINK,
  BROWN,
  BLACK,
  WHITE;

  /** Returns the colour's English word, such as {@code "red"}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the colour with an English word.
   *
   * @throws InvalidRequestException if GenEval does not know this colour
   */
  public static ObjectColour of(String word) {
    return Arrays.stream(values())
        .filter(colour -> colour.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    "GenEval has no colour \""
                        + word
                        + "\"; expected one of "
                        + Arrays.stream(values())
                            .map(ObjectColour::word)
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  /**
   * Returns the colour a zero-shot classifier finds most likely; the first of equals.
   *
   * @param scores one number for each colour in the order of this enum, greater is likelier
   * @throws InvalidRequestException if there are not ten numbers
   */
  public static ObjectColour mostLikely(double... scores) {
    if (scores.length != values().length) {
      throw new InvalidRequestException(
          scores.length
              + " colour scores; expected "
              + values().length
              + ", one for each colour from red to white.");
    }
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      best = scores[i] > scores[best] ? i : best;
    }
    return values()[best];
  }
}
