package ai.vugen;

import ai.vugen.device.Precision;
import ai.vugen.runtime.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Draws with a number of threads, in a JVM of its own. */
final class ThreadsProbe {
  private ThreadsProbe() {}

  public static void main(String[] arguments) throws IOException {
    String[] threads = arguments[2].split(" ");
    VuGenBuilder builder =
        VuGen.builder()
            .model(Path.of(arguments[0]))
            .precision(Precision.valueOf(arguments[1]))
            .threads(Integer.parseInt(threads[0]));
    if (threads.length > 1) {
      builder.sleepWhenIdle();
    }
    GenerateRequest request = TinyVuGen.REQUEST.toBuilder().steps(25).build();
    Path image = Path.of(arguments[3]);
    try (VuGen vugen = builder.build()) {
      vugen.generate(request).get(0).save(image);
    }
    Files.writeString(image.resolveSibling("threads.txt"), Engine.get().threads().toString());
  }
}
