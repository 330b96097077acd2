package ai.vugen.runtime;

import ai.onnxruntime.OrtEnvironment;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the JVM exit while a run is under way.
 *
 * <p>ONNX Runtime's shutdown hook destroys the native environment, threads and all, whoever is
 * still computing with it, and the process then dies of a segmentation fault instead of exiting.
 * The native environment counts its references, so one more that is never given back keeps it alive
 * to the end. No public method takes one.
 */
final class ExitGuard {
  private static final Logger log = LoggerFactory.getLogger(ExitGuard.class);

  private ExitGuard() {}

  /** Takes a reference to the environment, which exists already. */
  static void retain() {
    try {
      Field api =
          Class.forName("ai.onnxruntime.OnnxRuntime", true, OrtEnvironment.class.getClassLoader())
              .getDeclaredField("ortApiHandle");
      api.setAccessible(true);
      Method create =
          OrtEnvironment.class.getDeclaredMethod(
              "createHandle", long.class, int.class, String.class);
      create.setAccessible(true);
      int fatal = 4;
      create.invoke(null, api.getLong(null), fatal, "vugen");
    } catch (ReflectiveOperationException | RuntimeException e) {
      log.info("Exiting while a session runs may crash, end runs before: {}", e.toString());
    }
  }
}
