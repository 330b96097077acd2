package ai.vugen.error;

/** A call on an instance that has been closed. */
public final class ClosedException extends VuGenException {
  private static final long serialVersionUID = 1L;

  public ClosedException(String message) {
    super(message);
  }

  public ClosedException(String message, Throwable cause) {
    super(message, cause);
  }
}
