package ai.vugen.evaluation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.InvalidRequestException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Checks that bad input is refused with a message that says why. */
public final class Refusals {
  private Refusals() {}

  /** Checks that a call is refused. */
  public static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining(message);
  }
}
