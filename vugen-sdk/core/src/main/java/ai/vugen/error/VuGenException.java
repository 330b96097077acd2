package ai.vugen.error;

/**
 * Base of every exception that the SDK throws; its message says what was wrong, what was expected
 * and what to do.
 */
public class VuGenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public VuGenException(String message) {
    super(message);
  }

  public VuGenException(String message, Throwable cause) {
    super(message, cause);
  }
}
