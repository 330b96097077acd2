package ai.vugen.error;

/** A failure inside the inference runtime, with the runtime's own words as cause. */
public final class RuntimeFailureException extends VuGenException {
  private static final long serialVersionUID = 1L;

  public RuntimeFailureException(String message) {
    super(message);
  }

  public RuntimeFailureException(String message, Throwable cause) {
    super(message, cause);
  }
}
