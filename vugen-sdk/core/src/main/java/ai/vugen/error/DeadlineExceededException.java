package ai.vugen.error;

/** A run that did not finish within its deadline; nothing of it was kept. */
public final class DeadlineExceededException extends VuGenException {
  private static final long serialVersionUID = 1L;

  public DeadlineExceededException(String message) {
    super(message);
  }

  public DeadlineExceededException(String message, Throwable cause) {
    super(message, cause);
  }
}
