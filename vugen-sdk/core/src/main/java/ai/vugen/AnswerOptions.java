package ai.vugen;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.pipeline.language.TextSettings;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a question is answered. Defaults: greedy, at most 256 tokens.
 *
 * @param temperature 0 takes the likeliest token each time; above it, tokens are drawn
 * @param topP share of probability that is drawn from, in (0, 1]
 * @param seed of the draws
 * @param maxTokens most tokens of the answer, at least 1
 * @param stops texts that end the answer and are not part of it
 * @param onText told whole characters as they come, on the thread that computes; null for nobody
 * @param deadline time limit, counted from the call; null for none
 * @param cancellation stops the request; null for none
 */
public record AnswerOptions(
    double temperature,
    double topP,
    long seed,
    int maxTokens,
    List<String> stops,
    @Nullable Consumer<String> onText,
    @Nullable Duration deadline,
    @Nullable Cancellation cancellation) {
  /** Greedy, at most 256 tokens. */
  public static final AnswerOptions DEFAULT =
      new AnswerOptions(0, 1, 0, 256, List.of(), null, null, null);

  /**
   * Checks the values.
   *
   * @throws InvalidRequestException if one is out of range
   */
  public AnswerOptions {
    stops = List.copyOf(stops);
    new TextSettings(temperature, topP, seed, maxTokens, stops);
    if (deadline != null && deadline.isNegative()) {
      throw new InvalidRequestException(
          "the deadline is " + deadline + "; expected a duration of 0 or more");
    }
  }

  TextSettings settings() {
    return new TextSettings(temperature, topP, seed, maxTokens, stops);
  }

  /** The same with another {@code temperature}. */
  public AnswerOptions withTemperature(double temperature) {
    return new AnswerOptions(
        temperature, topP, seed, maxTokens, stops, onText, deadline, cancellation);
  }

  /** The same with another {@code topP}. */
  public AnswerOptions withTopP(double topP) {
    return new AnswerOptions(
        temperature, topP, seed, maxTokens, stops, onText, deadline, cancellation);
  }

  /** The same with another {@code seed}. */
  public AnswerOptions withSeed(long seed) {
    return new AnswerOptions(
        temperature, topP, seed, maxTokens, stops, onText, deadline, cancellation);
  }

  /** The same with another {@code maxTokens}. */
  public AnswerOptions withMaxTokens(int maxTokens) {
    return new AnswerOptions(
        temperature, topP, seed, maxTokens, stops, onText, deadline, cancellation);
  }

  /** The same with another {@code stops}. */
  public AnswerOptions withStops(List<String> stops) {
    return new AnswerOptions(
        temperature, topP, seed, maxTokens, stops, onText, deadline, cancellation);
  }

  /** The same with another {@code onText}. */
  public AnswerOptions withOnText(@Nullable Consumer<String> onText) {
    return new AnswerOptions(
        temperature, topP, seed, maxTokens, stops, onText, deadline, cancellation);
  }

  /** The same with another {@code deadline}. */
  public AnswerOptions withDeadline(@Nullable Duration deadline) {
    return new AnswerOptions(
        temperature, topP, seed, maxTokens, stops, onText, deadline, cancellation);
  }

  /** The same with another {@code cancellation}. */
  public AnswerOptions withCancellation(@Nullable Cancellation cancellation) {
    return new AnswerOptions(
        temperature, topP, seed, maxTokens, stops, onText, deadline, cancellation);
  }
}
