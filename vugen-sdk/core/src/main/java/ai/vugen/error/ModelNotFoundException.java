package ai.vugen.error;

/** A model, or one of its files, that does not exist where it was looked for. */
public final class ModelNotFoundException extends ModelException {
  private static final long serialVersionUID = 1L;

  public ModelNotFoundException(String message) {
    super(message);
  }

  public ModelNotFoundException(String message, Throwable cause) {
    super(message, cause);
  }
}
