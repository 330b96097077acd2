package ai.vugen.tensor;

import ai.vugen.error.VuGenException;

/** Shapes that do not fit together; the message names the operation and the shapes. */
public final class ShapeException extends VuGenException {
  private static final long serialVersionUID = 1L;

  public ShapeException(String message) {
    super(message);
  }
}
