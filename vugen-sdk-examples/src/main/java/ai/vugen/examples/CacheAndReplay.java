package ai.vugen.examples;

import ai.vugen.GenerateRequest;
import ai.vugen.GeneratedImage;
import ai.vugen.Latent;
import ai.vugen.VuGen;
import java.nio.file.Path;

/** What is computed once: latents in the cache, and any image again from its own file. */
public final class CacheAndReplay {
  private CacheAndReplay() {}

  /** Writes {@code first.png} and {@code finer.png} and prints what the caches did. */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments.length > 0 ? arguments[0] : ".");
    String model = arguments.length > 1 ? arguments[1] : "nano";
    Path first = folder.resolve("first.png");

    try (VuGen vugen = VuGen.builder().model(model).cacheBytes(64 << 20).build()) {
      GenerateRequest request = GenerateRequest.builder("three blue fish").seed(11).build();
      vugen.generate(request).get(0).save(first);

      // The latent is in the cache: only the decoder runs, here with more steps.
      Latent latent = vugen.sample(request).get(0);
      vugen.decode(latent, 11, 4).save(folder.resolve("finer.png"));

      // The file carries prompt, seed and settings: the same pixels, even years later.
      vugen.clearCaches();
      GeneratedImage again = vugen.replay(first);
      System.out.println(again.request().orElseThrow().prompt());
      System.out.println("seed " + again.seed() + ", model " + again.model());

      vugen
          .statistics()
          .caches()
          .forEach(c -> System.out.println(c.name() + ": " + c.hits() + " hits"));
    }
  }
}
