package ai.vugen.examples.cli;

import ai.vugen.GenerateRequest;
import ai.vugen.runtime.SystemReport;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how long a model takes on this machine. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measures start, drawing and answering on this machine; prints milliseconds. Then",
      "vugen-sdk-examples/run bench times each network beside the same on libtorch and prints the",
      "ratios, which fetches 110 MB once; --no-libtorch leaves that out."
    })
final class BenchCommand implements Runnable {
  /** Runs of each kind before the first that is measured. */
  private static final int WARM_UP = 5;

  @Spec private @Nullable CommandSpec spec;
  @Mixin private OpeningOption model = new OpeningOption();

  @Option(names = "--runs", description = "Measured runs of each; default: ${DEFAULT-VALUE}.")
  private int runs = 20;

  @Option(names = "--starts", description = "Measured JVM starts; default: ${DEFAULT-VALUE}.")
  private int starts = 5;

  @Option(names = "--steps", description = "Sampling steps; default: ${DEFAULT-VALUE}.")
  private int steps = 25;

  @Option(names = "--cfg", description = "Guidance scale; default: ${DEFAULT-VALUE}.")
  private double cfg = 5;

  @Option(
      names = "--callers",
      description = "Requests at once, 0 to leave that out; default: ${DEFAULT-VALUE}.")
  private int callers = 8;

  @Option(
      names = "--minutes",
      description = {
        "Time for each table, which then has fewer runs; default: ${DEFAULT-VALUE}. Comparisons",
        "that cannot be done in that time are left out."
      })
  private int minutes = 5;

  @Option(
      names = "--soak",
      paramLabel = "IMAGES",
      description = "Only draw so many images and print how the memory grows.")
  private int soak;

  @Override
  public void run() {
    if (runs < 1 || starts < 0 || steps < 2 || callers < 0 || minutes < 1 || soak < 0) {
      String limits =
          "--runs and --minutes must be at least 1, --starts, --callers and --soak at least 0,"
              + " --steps at least 2";
      throw new ParameterException(Objects.requireNonNull(spec).commandLine(), limits);
    }
    PrintWriter out = Output.of(spec);
    out.print(SystemReport.collect().text());
    String settings = steps + " steps, cfg " + cfg + ", " + model.precision();
    out.printf("Model         %s, %s%n%n", model.folder().id(), settings);
    out.flush();
    if (soak > 0) {
      new SoakBench(model.builder(), settings()).run(soak, out);
    } else {
      measure(out);
    }
  }

  private GenerateRequest settings() {
    return GenerateRequest.builder("any").steps(steps).cfg(cfg).build();
  }

  private void measure(PrintWriter out) {
    Rounds rounds = new Rounds(WARM_UP, runs, Duration.ofMinutes(minutes));
    if (starts > 0) {
      List<String> options = new ArrayList<>(model.words());
      options.addAll(List.of("--steps", "" + steps, "--cfg", "" + cfg));
      Rounds ofStarts = new Rounds(1, starts, rounds.limit());
      out.println(new ColdBench(options).measure(ofStarts).table("New process (ms)"));
      out.flush();
    }
    double image = new WarmBench(model.builder().steps(steps).cfg(cfg), rounds).measure(out);
    if (fits(rounds, image * CostBench.images(), "Sampling by settings", out)) {
      out.println(new CostBench(model.builder(), rounds).measure(settings()));
    }
    if (callers > 0) {
      CallersBench bench = new CallersBench(model.builder(), settings(), callers, rounds);
      if (fits(rounds, image * bench.imagesOfCallers(), callers + " callers", out)) {
        out.println(bench.callers());
      }
      if (fits(rounds, image * CallersBench.imagesOfBatches(), "Sampling by batch", out)) {
        out.println(bench.batches());
      }
    }
  }

  private static boolean fits(Rounds rounds, double millis, String title, PrintWriter out) {
    boolean fits = rounds.fit(millis);
    if (!fits) {
      out.printf(
          Locale.ROOT,
          "%s: left out; one unmeasured and one measured round would take about %.0f minutes"
              + " (--minutes allows %d)%n%n",
          title,
          2 * millis / Duration.ofMinutes(1).toMillis(),
          rounds.limit().toMinutes());
    }
    out.flush();
    return fits;
  }
}
