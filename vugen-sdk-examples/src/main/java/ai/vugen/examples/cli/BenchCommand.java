package ai.vugen.examples.cli;

import ai.vugen.GenerateRequest;
import ai.vugen.runtime.SystemReport;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
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
      "Measures start, drawing and answering on this machine; prints milliseconds.",
      "vugen-sdk-examples/run bench --libtorch goes on with network-bench: each network beside",
      "libtorch, with the ratios, which fetches 110 MB more."
    })
final class BenchCommand implements Runnable {
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
      names = "--soak",
      paramLabel = "IMAGES",
      description = "Only draw so many images and print how the memory grows.")
  private int soak;

  @Override
  public void run() {
    if (runs < 1 || starts < 0 || steps < 2 || callers < 0 || soak < 0) {
      String limits =
          "--runs must be at least 1, --starts, --callers and --soak at least 0, --steps at least"
              + " 2";
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
    return GenerateRequest.of("any").withSteps(steps).withCfg(cfg);
  }

  private void measure(PrintWriter out) {
    if (starts > 0) {
      List<String> options = new ArrayList<>(model.words());
      options.addAll(List.of("--steps", "" + steps, "--cfg", "" + cfg));
      out.println(new ColdBench(options).measure(starts).table("New process (ms)"));
    }
    new WarmBench(model.builder().steps(steps).cfg(cfg), runs)
        .measure()
        .forEach((title, timings) -> out.println(timings.table(title)));
    out.println(new CostBench(model.builder(), runs).measure(settings()));
    if (callers > 0) {
      CallersBench bench = new CallersBench(model.builder(), settings(), callers, runs);
      out.println(bench.callers());
      out.println(bench.batches());
    }
    out.printf(
        "Of %d runs each after %d unmeasured ones; of %d processes after 1.%n",
        runs, WarmBench.WARM_UP, starts);
  }
}
