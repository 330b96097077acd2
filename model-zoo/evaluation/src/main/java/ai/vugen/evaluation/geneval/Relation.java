package ai.vugen.evaluation.geneval;

import ai.vugen.error.InvalidRequestException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Where one object stands as seen from another. */
public enum Relation {
  ABOVE,
  BELOW,
  LEFT_OF,
  RIGHT_OF;

  /** The relation as GenEval writes it, such as {@code "left of"}. */
  public String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /**
   * The relation that GenEval writes so.
   *
   * @throws InvalidRequestException if there is no such relation
   */
  public static Relation of(String words) {
    return Arrays.stream(values())
        .filter(relation -> relation.words().equals(words))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    "GenEval has no relation \""
                        + words
                        + "\"; expected one of "
                        + Arrays.stream(values())
                            .map(Relation::words)
                            .collect(Collectors.joining(", "))
                        + "."));
  }
}
