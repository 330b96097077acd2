package ai.vugen.error;

/** An image that cannot be read: corrupt, empty, too large, animated or of an unsupported kind. */
public final class InvalidImageException extends InvalidRequestException {
  private static final long serialVersionUID = 1L;

  public InvalidImageException(String message) {
    super(message);
  }

  public InvalidImageException(String message, Throwable cause) {
    super(message, cause);
  }
}
