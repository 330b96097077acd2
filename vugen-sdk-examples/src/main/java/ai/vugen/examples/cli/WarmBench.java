package ai.vugen.examples.cli;

import ai.vugen.GenerateRequest;
import ai.vugen.GeneratedImage;
import ai.vugen.Progress;
import ai.vugen.VuGen;
import ai.vugen.VuGenBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures requests to a model that is open and has worked before. */
final class WarmBench {
  /** Runs of each kind before the first that is measured. */
  static final int WARM_UP = 5;

  private static final List<String> COLOURS =
      List.of("red", "green", "blue", "yellow", "orange", "purple", "pink", "brown", "black");
  private static final List<String> NOUNS =
      List.of("car", "apple", "dog", "cat", "house", "tree", "fish", "ball", "boat", "flower");
  private static final String QUESTION = "what is in the picture?";

  private final VuGenBuilder builder;
  private final int runs;
  private long seed;

  WarmBench(VuGenBuilder builder, int runs) {
    this.builder = builder;
    this.runs = runs;
  }

  /** Measures everything; one table a kind of request. */
  Map<String, Timings> measure() {
    Map<String, Timings> tables = new LinkedHashMap<>();
    try (VuGen vugen = builder.build()) {
      tables.put("Generate, a new prompt each time (ms)", times(into -> draw(vugen, false, into)));
      tables.put("Generate, a known prompt (ms)", times(into -> draw(vugen, true, into)));
      tables.put("Understand (ms)", times(into -> answer(vugen, into)));
    }
    return tables;
  }

  /** One run that adds what it measured. */
  private interface Run {
    void into(Timings timings);
  }

  private Timings times(Run run) {
    Timings unmeasured = new Timings();
    for (int i = 0; i < WARM_UP; i++) {
      run.into(unmeasured);
    }
    Timings timings = new Timings();
    for (int i = 0; i < runs; i++) {
      run.into(timings);
    }
    return timings;
  }

  /** No seed comes twice, so no image comes from the cache. */
  private GeneratedImage draw(VuGen vugen, boolean isKnownPrompt, Timings into) {
    seed++;
    int variety = isKnownPrompt ? 0 : (int) seed;
    String prompt =
        "a %s %s and %d more"
            .formatted(
                COLOURS.get(variety % COLOURS.size()), NOUNS.get(variety % NOUNS.size()), variety);
    List<Progress> steps = new ArrayList<>();
    GenerateRequest request = vugen.request(prompt).withSeed(seed).withListener(steps::add);
    long begin = System.nanoTime();
    GeneratedImage image = vugen.generate(request).get(0);
    long drawn = System.nanoTime();
    int pngBytes = image.toPngBytes().length;
    long end = System.nanoTime();
    into.add("image", millis(drawn - begin));
    split(steps, into);
    into.add("its PNG file in memory", pngBytes > 0 ? millis(end - drawn) : 0);
    return image;
  }

  /** A step is told when it is done, so the first comes after the prompt was read. */
  private static void split(List<Progress> progress, Timings into) {
    List<Duration> steps =
        progress.stream()
            .filter(p -> p.stage() == Progress.Stage.SAMPLING)
            .map(Progress::elapsed)
            .toList();
    double first = millis(steps.get(0).toNanos());
    double last = millis(steps.get(steps.size() - 1).toNanos());
    into.add("  prompt and first step", first);
    into.add("  " + (steps.size() - 1) + " more steps", last - first);
    into.add("  decoding", millis(progress.get(progress.size() - 1).elapsed().toNanos()) - last);
  }

  private void answer(VuGen vugen, Timings into) {
    GeneratedImage image = draw(vugen, true, new Timings());
    long begin = System.nanoTime();
    vugen.understand(image, QUESTION);
    long first = System.nanoTime();
    vugen.understand(image, "how many objects are there?");
    long second = System.nanoTime();
    into.add("first question about a picture", millis(first - begin));
    into.add("second question about it", millis(second - first));
  }

  private static double millis(long nanos) {
    return nanos / 1e6;
  }
}
