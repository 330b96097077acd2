package ai.vugen.error;

/** A request that cannot be carried out as written; the instance stays usable. */
public class InvalidRequestException extends VuGenException {
  private static final long serialVersionUID = 1L;

  public InvalidRequestException(String message) {
    super(message);
  }

  public InvalidRequestException(String message, Throwable cause) {
    super(message, cause);
  }
}
