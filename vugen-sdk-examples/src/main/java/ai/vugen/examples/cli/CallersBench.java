package ai.vugen.examples.cli;

import ai.vugen.GenerateRequest;
import ai.vugen.VuGen;
import ai.vugen.VuGenBuilder;
import ai.vugen.error.VuGenException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;

/**
 * Measures many callers at once against one after the other, and images by the size of a batch.
 * What is compared is measured in turns, so that other work on the machine meets all of it.
 */
final class CallersBench {
  private static final int LARGEST = 8;
  private static final List<Integer> BATCHES = List.of(1, 2, 4, LARGEST);
  private static final String TURNS = "one after the other";
  private static final String AT_ONCE = "all at once";

  private final VuGenBuilder builder;
  private final GenerateRequest settings;
  private final int callers;
  private final Rounds rounds;
  private long seed;

  /**
   * @param settings of the requests
   * @param callers requests at once
   */
  CallersBench(VuGenBuilder builder, GenerateRequest settings, int callers, Rounds rounds) {
    this.settings = settings;
    this.builder = builder.cacheBytes(0).maxConcurrency(callers);
    this.callers = callers;
    this.rounds = rounds.withShortWarmUp();
  }

  /** Images that a round of {@link #callers} takes. */
  int imagesOfCallers() {
    return 2 * callers;
  }

  /** Images that a round of {@link #batches} takes. */
  static int imagesOfBatches() {
    return BATCHES.stream().mapToInt(batch -> batch).sum();
  }

  /** Measures callers; milliseconds an image, with the ratio below. */
  String callers() {
    Timings timings;
    try (VuGen vugen = builder.build()) {
      timings =
          rounds.measure(
              into -> {
                into.add(TURNS, millis(callers, () -> inTurns(vugen)));
                into.add(AT_ONCE, millis(callers, () -> atOnce(vugen)));
              });
    }
    double ratio = timings.median(TURNS) / timings.median(AT_ONCE);
    return timings.table("%d callers (ms an image)".formatted(callers))
        + String.format(Locale.ROOT, "  throughput at once: %.2f times%n", ratio);
  }

  private void inTurns(VuGen vugen) {
    requests().forEach(vugen::generate);
  }

  private void atOnce(VuGen vugen) {
    List<? extends CompletableFuture<?>> all =
        requests().stream().map(vugen::generateAsync).toList();
    try {
      all.forEach(CompletableFuture::join);
    } catch (CompletionException e) {
      throw new VuGenException("A measured request failed: " + e.getCause(), e);
    }
  }

  /** No seed comes twice. */
  private List<GenerateRequest> requests() {
    seed += callers;
    return IntStream.range(0, callers).mapToObj(this::request).toList();
  }

  private GenerateRequest request(int caller) {
    return settings.toBuilder()
        .prompt("a red car and " + caller + " more")
        .seed(seed + caller)
        .build();
  }

  /** Measures batches; milliseconds an image, sampling only. */
  String batches() {
    Timings timings;
    try (VuGen vugen = builder.batchLimit(LARGEST).build()) {
      timings = rounds.measure(into -> BATCHES.forEach(batch -> sample(vugen, batch, into)));
    }
    StringBuilder table = new StringBuilder(timings.table("Sampling by batch (ms an image)"));
    for (int batch : BATCHES) {
      double rate = 1000 / timings.median(name(batch));
      double ratio = timings.median(name(1)) / timings.median(name(batch));
      table.append(
          String.format(
              Locale.ROOT, "  %s: %.2f images/s, %.2f times%n", name(batch), rate, ratio));
    }
    return table.toString();
  }

  private void sample(VuGen vugen, int batch, Timings into) {
    GenerateRequest request = requests().get(0).toBuilder().count(batch).build();
    into.add(name(batch), millis(batch, () -> vugen.sample(request)));
  }

  private static String name(int batch) {
    return batch == 1 ? "1 image together" : batch + " images together";
  }

  private static double millis(int images, Runnable work) {
    long begin = System.nanoTime();
    work.run();
    return (System.nanoTime() - begin) / 1e6 / images;
  }
}
