package ai.vugen;

import ai.vugen.error.InvalidRequestException;
import java.time.Duration;
import java.util.Optional;

/**
 * How a call is followed and stopped; it has no say in the result. Defaults: nobody listens and
 * nothing stops it.
 *
 * @param listener told after each step of an image
 * @param textListener told the text of an answer as it comes
 * @param deadline time limit, counted from the call, 0 or more
 * @param cancellation stops the call
 */
public record CallOptions(
    Optional<ProgressListener> listener,
    Optional<TextListener> textListener,
    Optional<Duration> deadline,
    Optional<Cancellation> cancellation) {
  /** Nobody listens and nothing stops the call. */
  public static final CallOptions DEFAULT =
      new CallOptions(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * Checks the values.
   *
   * @throws InvalidRequestException if one is null or the deadline is negative
   */
  public CallOptions {
    InvalidRequestException.notNull(listener, "listener");
    InvalidRequestException.notNull(textListener, "textListener");
    InvalidRequestException.notNull(cancellation, "cancellation");
    if (InvalidRequestException.notNull(deadline, "deadline")
        .filter(Duration::isNegative)
        .isPresent()) {
      throw new InvalidRequestException(
          "the deadline is " + deadline.get() + "; expected a duration of 0 or more");
    }
  }

  /** Returns the same with a listener for the steps of images. */
  public CallOptions withListener(ProgressListener listener) {
    return new CallOptions(given(listener, "listener"), textListener, deadline, cancellation);
  }

  /** Returns the same with a listener for the text of answers. */
  public CallOptions withTextListener(TextListener textListener) {
    return new CallOptions(listener, given(textListener, "textListener"), deadline, cancellation);
  }

  /** Returns the same with a time limit. */
  public CallOptions withDeadline(Duration deadline) {
    return new CallOptions(listener, textListener, given(deadline, "deadline"), cancellation);
  }

  /** Returns the same with something that stops the call. */
  public CallOptions withCancellation(Cancellation cancellation) {
    return new CallOptions(listener, textListener, deadline, given(cancellation, "cancellation"));
  }

  private static <T> Optional<T> given(T value, String name) {
    return Optional.of(InvalidRequestException.notNull(value, name));
  }
}
