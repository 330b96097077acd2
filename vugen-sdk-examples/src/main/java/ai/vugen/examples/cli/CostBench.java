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
  private final Rounds rounds;
  private long seed;

  CostBench(VuGenBuilder builder, Rounds rounds) {
    this.builder = builder.cacheBytes(0);
    this.rounds = rounds.withShortWarmUp();
  }

  /** About how many images of its settings a round takes. */
  static int images() {
    return 1 + 2 + 4 + 2; // the last for all without guidance and few steps
  }

  /** Measures; milliseconds an image, sampling only. */
  String measure(GenerateRequest settings) {
    Map<String, GenerateRequest> variants = variants(settings);
    try (VuGen vugen = builder.build()) {
      Timings timings = rounds.measure(into -> sample(vugen, variants, into));
      return timings.table("Sampling by settings (ms)");
    }
  }

  private void sample(VuGen vugen, Map<String, GenerateRequest> variants, Timings into) {
    seed++;
    variants.forEach(
        (name, request) -> {
          long begin = System.nanoTime();
          vugen.sample(request.toBuilder().seed(seed).build());
          into.add(name, (System.nanoTime() - begin) / 1e6);
        });
  }

  private static Map<String, GenerateRequest> variants(GenerateRequest settings) {
    int steps = settings.sampling().steps();
    Map<String, GenerateRequest> variants = new LinkedHashMap<>();
    variants.put(steps + " steps", settings);
    variants.put(2 * steps + " steps", settings.toBuilder().steps(2 * steps).build());
    variants.put(4 * steps + " steps", settings.toBuilder().steps(4 * steps).build());
    variants.put(steps + " steps, cfg 1", settings.toBuilder().cfg(1).build());
    variants.put(
        steps + " steps, never guided",
        settings.toBuilder().shift(1.0).guidanceInterval(new GuidanceInterval(1, 1)).build());
    variants.put("few steps", settings.toBuilder().fewSteps().build());
    return variants;
  }
}
