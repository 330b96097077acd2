package ai.vugen.runtime;

import ai.onnxruntime.OrtException;
import ai.vugen.error.ModelIntegrityException;
import ai.vugen.error.ModelNotFoundException;
import ai.vugen.error.RuntimeFailureException;
import ai.vugen.error.VuGenException;
import java.util.regex.Pattern;

/** ONNX Runtime's errors in the SDK's words. */
final class OrtErrors {
  /** What says where in the runtime's own source a message arose, and which code it had there. */
  private static final Pattern ORIGIN =
      Pattern.compile(
          "^Error code - \\w+ - message: "
              + "|Exception during initialization: "
              + "|\\[ONNXRuntimeError\\] : \\d+ : \\w+ : "
              + "|(?:[A-Za-z]:)?[\\\\/]\\S+\\.(?:cc|cpp|h):\\d+ [^\\n(]*\\([^\\n]*?\\)(?: const)? "
              + "|\\b\\w+\\.(?:cc|cpp|h):\\d+ \\w+ ");

  private OrtErrors() {}

  /** Returns a graph that could not become a session. */
  static VuGenException opening(String session, OrtException e) {
    String text = "Session '%s' could not be opened: %s".formatted(session, message(e));
    if (text.contains("External data path does not exist")) {
      return new ModelNotFoundException(text, e);
    }
    return switch (e.getCode()) {
      case ORT_NO_SUCHFILE -> new ModelNotFoundException(text, e);
      case ORT_NOT_IMPLEMENTED, ORT_EP_FAIL, ORT_ENGINE_ERROR ->
          new RuntimeFailureException(text, e);
      default -> new ModelIntegrityException(text, e);
    };
  }

  /** Returns a run that the runtime gave up. */
  static VuGenException running(String session, OrtException e) {
    return new RuntimeFailureException("Session '%s' failed: %s".formatted(session, message(e)), e);
  }

  /** Returns the runtime's words without codes and source positions. */
  static String message(OrtException e) {
    return ORIGIN.matcher(String.valueOf(e.getMessage())).replaceAll("").strip();
  }
}
