package ai.vugen;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.model.vision.Tiling;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A question about one picture or several, such as the frames of a video in their order.
 *
 * @param images the pictures, at least one
 * @param question what is asked, not blank
 * @param tiling how each picture is cut; null for the model's own way: one picture as a thumbnail
 *     and tiles where the model takes them, several as one tile each
 * @param options how it is answered
 */
public record UnderstandRequest(
    List<ImageInput> images, String question, @Nullable Tiling tiling, AnswerOptions options) {
  /**
   * Checks the values.
   *
   * @throws InvalidRequestException if there is no picture or the question is blank
   */
  public UnderstandRequest {
    images = List.copyOf(images);
    if (images.isEmpty()) {
      throw new InvalidRequestException("There is no picture; a question is about at least one.");
    }
    Objects.requireNonNull(options, "options");
    if (question == null || question.isBlank()) {
      throw new InvalidRequestException("The question is blank; ask something.");
    }
  }

  /** A question about one picture with the defaults. */
  public static UnderstandRequest of(ImageInput image, String question) {
    return of(List.of(image), question);
  }

  /** A question about several pictures with the defaults; in the order in which they are shown. */
  public static UnderstandRequest of(List<? extends ImageInput> images, String question) {
    return new UnderstandRequest(List.copyOf(images), question, null, AnswerOptions.DEFAULT);
  }

  /** The same with another way to cut each picture. */
  public UnderstandRequest withTiling(@Nullable Tiling other) {
    return new UnderstandRequest(images, question, other, options);
  }

  /** The same with other options. */
  public UnderstandRequest withOptions(AnswerOptions other) {
    return new UnderstandRequest(images, question, tiling, other);
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
