package ai.vugen;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.model.vision.Tiling;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A question about a picture.
 *
 * @param image the picture
 * @param question what is asked, not blank
 * @param tiling how the picture is cut; null for the model's own way
 * @param options how it is answered
 */
public record UnderstandRequest(
    ImageInput image, String question, @Nullable Tiling tiling, AnswerOptions options) {
  /**
   * Checks the question.
   *
   * @throws InvalidRequestException if it is blank
   */
  public UnderstandRequest {
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(options, "options");
    if (question == null || question.isBlank()) {
      throw new InvalidRequestException("The question is blank; ask something.");
    }
  }

  /** A question with the defaults. */
  public static UnderstandRequest of(ImageInput image, String question) {
    return new UnderstandRequest(image, question, null, AnswerOptions.DEFAULT);
  }

  /** The same with another way to cut the picture. */
  public UnderstandRequest withTiling(@Nullable Tiling other) {
    return new UnderstandRequest(image, question, other, options);
  }

  /** The same with other options. */
  public UnderstandRequest withOptions(AnswerOptions other) {
    return new UnderstandRequest(image, question, tiling, other);
  }

  /** The same with another {@link AnswerOptions#temperature}. */
  public UnderstandRequest withTemperature(double temperature) {
    return withOptions(options.withTemperature(temperature));
  }

  /** The same with another {@link AnswerOptions#topP}. */
  public UnderstandRequest withTopP(double topP) {
    return withOptions(options.withTopP(topP));
  }

  /** The same with another {@link AnswerOptions#seed}. */
  public UnderstandRequest withSeed(long seed) {
    return withOptions(options.withSeed(seed));
  }

  /** The same with another {@link AnswerOptions#maxTokens}. */
  public UnderstandRequest withMaxTokens(int maxTokens) {
    return withOptions(options.withMaxTokens(maxTokens));
  }

  /** The same with another {@link AnswerOptions#stops}. */
  public UnderstandRequest withStops(List<String> stops) {
    return withOptions(options.withStops(stops));
  }

  /** The same with another {@link AnswerOptions#onText}. */
  public UnderstandRequest withOnText(@Nullable Consumer<String> onText) {
    return withOptions(options.withOnText(onText));
  }

  /** The same with another {@link AnswerOptions#deadline}. */
  public UnderstandRequest withDeadline(@Nullable Duration deadline) {
    return withOptions(options.withDeadline(deadline));
  }

  /** The same with another {@link AnswerOptions#cancellation}. */
  public UnderstandRequest withCancellation(@Nullable Cancellation cancellation) {
    return withOptions(options.withCancellation(cancellation));
  }
}
