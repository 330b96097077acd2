package ai.vugen.error;

/** A request that was refused because too many wait already; try again later. */
public final class BusyException extends VuGenException {
  private static final long serialVersionUID = 1L;

  public BusyException(String message) {
    super(message);
  }

  public BusyException(String message, Throwable cause) {
    super(message, cause);
  }
}
