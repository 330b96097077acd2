package ai.vugen;

import java.nio.file.Path;

/** Draws with a number of threads, in a JVM of its own. */
final class ThreadsProbe {
  private ThreadsProbe() {}

  public static void main(String[] arguments) {
    GenerateRequest request = TinyVuGen.REQUEST.withSteps(25);
    try (VuGen vugen =
        VuGen.builder()
            .model(Path.of(arguments[0]))
            .threads(Integer.parseInt(arguments[1]))
            .build()) {
      vugen.generate(request).get(0).save(Path.of(arguments[2]));
    }
  }
}
