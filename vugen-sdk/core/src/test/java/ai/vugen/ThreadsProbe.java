package ai.vugen;

import ai.vugen.device.Precision;
import java.nio.file.Path;

/** Draws with a number of threads, in a JVM of its own. */
final class ThreadsProbe {
  private ThreadsProbe() {}

  public static void main(String[] arguments) {
    GenerateRequest request = TinyVuGen.REQUEST.withSteps(25);
    try (VuGen vugen =
        VuGen.builder()
            .model(Path.of(arguments[0]))
            .precision(Precision.valueOf(arguments[1]))
            .threads(Integer.parseInt(arguments[2]))
            .build()) {
      vugen.generate(request).get(0).save(Path.of(arguments[3]));
    }
  }
}
