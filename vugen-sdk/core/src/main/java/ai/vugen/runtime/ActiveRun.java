package ai.vugen.runtime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession.RunOptions;
import ai.vugen.error.RuntimeFailureException;

/** One call inside native code, which another thread may ask to stop. */
final class ActiveRun {
  private final RunOptions options;
  private boolean over;

  ActiveRun() {
    try {
      options = new RunOptions();
      options.setLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    } catch (OrtException e) {
      throw new RuntimeFailureException("No run could be set up: " + OrtErrors.message(e), e);
    }
  }

  RunOptions options() {
    return options;
  }

  /** Asks the native code to stop at the next node; does nothing once the run is over. */
  synchronized void terminate() {
    if (!over) {
      try {
        options.setTerminate(true);
      } catch (OrtException e) {
        throw new RuntimeFailureException(
            "The run could not be stopped: " + OrtErrors.message(e), e);
      }
    }
  }

  /** Frees the options; nothing may be running with them. */
  synchronized void end() {
    over = true;
    options.close();
  }
}
