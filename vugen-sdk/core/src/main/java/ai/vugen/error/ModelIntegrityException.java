package ai.vugen.error;

/** A model file whose content is damaged or does not match its configuration or checksum. */
public final class ModelIntegrityException extends ModelException {
  private static final long serialVersionUID = 1L;

  public ModelIntegrityException(String message) {
    super(message);
  }

  public ModelIntegrityException(String message, Throwable cause) {
    super(message, cause);
  }
}
