package ai.vugen.error;

import org.jspecify.annotations.Nullable;

/** A request that cannot be carried out as written; the instance stays usable. */
public class InvalidRequestException extends VuGenException {
  private static final long serialVersionUID = 1L;

  public InvalidRequestException(String message) {
    super(message);
  }

  public InvalidRequestException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Returns a value that must not be null.
   *
   * @param name of the parameter, for the message
   * @throws InvalidRequestException if it is null
   */
  public static <T> T notNull(@Nullable T value, String name) {
    if (value == null) {
      throw new InvalidRequestException(name + " is null; expected a value");
    }
    return value;
  }
}
