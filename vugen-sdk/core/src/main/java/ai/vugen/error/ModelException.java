package ai.vugen.error;

/** A model that cannot be used: missing, damaged, or not what its configuration says. */
public class ModelException extends VuGenException {
  private static final long serialVersionUID = 1L;

  public ModelException(String message) {
    super(message);
  }

  public ModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
