package ai.vugen.text;

import ai.vugen.error.InvalidRequestException;
import java.util.List;
import java.util.OptionalInt;

/**
 * How an answer is generated. Defaults: greedy, at most 256 tokens.
 *
 * @param temperature 0 takes the likeliest token each time; above it, logits are divided by it and
 *     tokens are drawn
 * @param topP share of probability that tokens are drawn from, in (0, 1]
 * @param topK number of likeliest tokens that are drawn from, at least 1, before {@code topP} is
 *     applied to them; empty for all
 * @param seed seed of the draws
 * @param maxTokens most tokens of the answer, at least 1
 * @param stopSequences texts that end the answer and are not part of it
 */
public record AnswerOptions(
    double temperature,
    double topP,
    OptionalInt topK,
    long seed,
    int maxTokens,
    List<String> stopSequences) {
  /** Greedy, at most 256 tokens. */
  public static final AnswerOptions DEFAULT =
      new AnswerOptions(0, 1, OptionalInt.empty(), 0, 256, List.of());

  /**
   * Checks the values.
   *
   * @throws InvalidRequestException if one is null or out of range, or a stop sequence is empty
   */
  public AnswerOptions {
    InvalidRequestException.notNull(topK, "topK");
    for (String sequence : InvalidRequestException.notNull(stopSequences, "stopSequences")) {
      require(
          !InvalidRequestException.notNull(sequence, "a stop sequence").isEmpty(),
          "a stop sequence is empty; expected at least one character");
    }
    stopSequences = List.copyOf(stopSequences);
    require(
        temperature >= 0 && temperature < Double.POSITIVE_INFINITY,
        "temperature is " + temperature + "; expected a finite number of 0 or more");
    require(topP > 0 && topP <= 1, "top-p is " + topP + "; expected a number in (0, 1]");
    require(
        topK.isEmpty() || topK.getAsInt() >= 1,
        "top-k is " + topK.orElse(0) + "; expected at least 1 token");
    require(maxTokens >= 1, "max tokens is " + maxTokens + "; expected at least 1 token");
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new InvalidRequestException(message);
    }
  }

  /** Returns the same with another temperature. */
  public AnswerOptions withTemperature(double temperature) {
    return new AnswerOptions(temperature, topP, topK, seed, maxTokens, stopSequences);
  }

  /** Returns the same with another top-p. */
  public AnswerOptions withTopP(double topP) {
    return new AnswerOptions(temperature, topP, topK, seed, maxTokens, stopSequences);
  }

  /** Returns the same with another top-k. */
  public AnswerOptions withTopK(int topK) {
    return new AnswerOptions(
        temperature, topP, OptionalInt.of(topK), seed, maxTokens, stopSequences);
  }

  /** Returns the same with another seed. */
  public AnswerOptions withSeed(long seed) {
    return new AnswerOptions(temperature, topP, topK, seed, maxTokens, stopSequences);
  }

  /** Returns the same with another limit of tokens. */
  public AnswerOptions withMaxTokens(int maxTokens) {
    return new AnswerOptions(temperature, topP, topK, seed, maxTokens, stopSequences);
  }

  /** Returns the same with other stop sequences. */
  public AnswerOptions withStopSequences(List<String> stopSequences) {
    return new AnswerOptions(temperature, topP, topK, seed, maxTokens, stopSequences);
  }
}
