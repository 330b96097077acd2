package ai.vugen.examples.cli;

import ai.vugen.GenerateRequest;
import ai.vugen.VuGen;
import ai.vugen.VuGenBuilder;
import ai.vugen.flow.GuidanceInterval;
import java.util.LinkedHashMap;
import java.util.Map;

/** Measures what sampling costs with other steps and guidance, all in turns. */
final class CostBench {
  private final VuGenBuilder builder;
  private final int runs;

  /**
   * @param runs measured runs of each, after one that is not
   */
  CostBench(VuGenBuilder builder, int runs) {
    this.builder = builder.cacheBytes(0);
    this.runs = runs;
  }

  /** Measures; milliseconds an image, sampling only. */
  String measure(GenerateRequest settings) {
    Map<String, GenerateRequest> variants = variants(settings);
    Timings timings = new Timings();
    try (VuGen vugen = builder.build()) {
      for (int run = 0; run <= runs; run++) {
        Timings into = run == 0 ? new Timings() : timings;
        long seed = run;
        variants.forEach(
            (name, request) -> {
              long begin = System.nanoTime();
              vugen.sample(request.withSeed(seed));
              into.add(name, (System.nanoTime() - begin) / 1e6);
            });
      }
    }
    return timings.table("Sampling by settings (ms)");
  }

  private static Map<String, GenerateRequest> variants(GenerateRequest settings) {
    int steps = settings.steps();
    Map<String, GenerateRequest> variants = new LinkedHashMap<>();
    variants.put(steps + " steps", settings);
    variants.put(2 * steps + " steps", settings.withSteps(2 * steps));
    variants.put(4 * steps + " steps", settings.withSteps(4 * steps));
    variants.put(steps + " steps, cfg 1", settings.withCfg(1));
    variants.put(
        steps + " steps, never guided",
        settings.withShift(1.0).withGuidanceInterval(new GuidanceInterval(1, 1)));
    variants.put("fast", settings.fast());
    return variants;
  }
}
