package ai.vugen.error;

/**
 * A run that was cancelled, or whose thread was interrupted, before it finished; nothing was kept.
 */
public final class CancelledException extends VuGenException {
  private static final long serialVersionUID = 1L;

  public CancelledException(String message) {
    super(message);
  }

  public CancelledException(String message, Throwable cause) {
    super(message, cause);
  }
}
