package ai.vugen.examples.cli;

import ai.vugen.GenerateRequest;
import ai.vugen.VuGen;
import ai.vugen.VuGenBuilder;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;

/** Draws for a long time, half of it with several callers at once, and watches the memory. */
final class SoakBench {
  /** Images of a round: half of them one after the other, half at once. */
  private static final int ROUND = 8;

  /** Small enough to be full before the measurement begins. */
  private static final long CACHE_BYTES = 2L << 20;

  private static final int LINES = 40;

  private final VuGenBuilder builder;
  private final GenerateRequest settings;
  private final List<double[]> points = new ArrayList<>(); // images, MiB of the process

  SoakBench(VuGenBuilder builder, GenerateRequest settings) {
    this.builder = builder.cacheBytes(CACHE_BYTES);
    this.settings = settings;
  }

  /**
   * Draws images and prints the memory as comma-separated values while it goes, and in the end how
   * it grows.
   */
  void run(int images, PrintWriter out) {
    out.println("images,process_mib,heap_mib");
    int every = Math.max(1, images / ROUND / LINES);
    try (VuGen vugen = builder.build()) {
      for (int round = 0; round * ROUND < images; round++) {
        draw(vugen, (long) round * ROUND);
        if (round % every == every - 1) {
          print((round + 1) * ROUND, vugen, out);
        }
      }
    }
    List<double[]> later = points.subList(points.size() / 4, points.size());
    out.printf(
        Locale.ROOT,
        "Growth of the process after the first quarter: %.2f KiB an image.%n",
        slope(later) * 1024);
  }

  private void draw(VuGen vugen, long first) {
    LongStream.range(first, first + ROUND / 2).forEach(i -> vugen.generate(request(i)));
    List<? extends CompletableFuture<?>> all =
        LongStream.range(first + ROUND / 2, first + ROUND)
            .mapToObj(i -> vugen.generateAsync(request(i)))
            .toList();
    all.forEach(CompletableFuture::join);
  }

  private GenerateRequest request(long number) {
    return settings.toBuilder().prompt("a red car and " + number + " more").seed(number).build();
  }

  private void print(int images, VuGen vugen, PrintWriter out) {
    double process = ProcessMemory.read().now();
    points.add(new double[] {images, process});
    double heap = vugen.statistics().heapBytes() / (double) (1 << 20);
    out.printf(Locale.ROOT, "%d,%.1f,%.1f%n", images, process, heap);
    out.flush();
  }

  /**
   * Returns the slope of the line with the least squares through points of x and y; 0 for one
   * point.
   */
  static double slope(List<double[]> points) {
    double x = points.stream().mapToDouble(p -> p[0]).average().orElse(0);
    double y = points.stream().mapToDouble(p -> p[1]).average().orElse(0);
    double products = points.stream().mapToDouble(p -> (p[0] - x) * (p[1] - y)).sum();
    double squares = points.stream().mapToDouble(p -> (p[0] - x) * (p[0] - x)).sum();
    return squares == 0 ? 0 : products / squares;
  }
}
