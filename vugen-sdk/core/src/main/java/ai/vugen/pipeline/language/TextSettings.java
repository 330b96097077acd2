package ai.vugen.pipeline.language;

import ai.vugen.error.InvalidRequestException;
import java.util.List;

/**
 * How an answer is generated.
 *
 * @param temperature 0 takes the likeliest token; above it, logits are divided by it and drawn from
 * @param topP share of probability that is drawn from, in (0, 1]
 * @param seed of the draws
 * @param maxTokens most tokens of the answer, at least 1
 * @param stops texts that end the answer and are not part of it
 */
public record TextSettings(
    double temperature, double topP, long seed, int maxTokens, List<String> stops) {
  /**
   * Checks the numbers.
   *
   * @throws InvalidRequestException if one is out of range, or a stop text is empty
   */
  public TextSettings {
    stops = List.copyOf(stops);
    if (!(temperature >= 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw new InvalidRequestException(
          "temperature is " + temperature + "; expected a finite number of 0 or more");
    }
    if (!(topP > 0 && topP <= 1)) {
      throw new InvalidRequestException("top-p is " + topP + "; expected a number in (0, 1]");
    }
    if (maxTokens < 1) {
      throw new InvalidRequestException(
          "max tokens is " + maxTokens + "; expected at least 1 token");
    }
    if (stops.stream().anyMatch(String::isEmpty)) {
      throw new InvalidRequestException("a stop text is empty; expected at least one character");
    }
  }
}
