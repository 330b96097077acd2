package ai.vugen.examples.cli;

import ai.vugen.GenerateRequest;
import ai.vugen.VuGen;
import ai.vugen.error.VuGenException;
import ai.vugen.runtime.SystemReport;
import ai.vugen.selfcheck.ArithmeticCheck;
import ai.vugen.selfcheck.ArithmeticReport;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Looks at the machine and tries the model. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description =
        "Shows what matters about this machine, checks its arithmetic and tries the model.")
final class DoctorCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private OpeningOption model = new OpeningOption();

  @Override
  public Integer call() {
    PrintWriter out = Output.of(spec);
    SystemReport report = SystemReport.collect();
    out.print(report.text());
    if (report.failure() != null) {
      return ExitCode.SOFTWARE;
    }
    if (!isArithmeticRight(out)) {
      return ExitCode.SOFTWARE;
    }
    try {
      long begin = System.nanoTime();
      model.folder().verify();
      try (VuGen vugen = model.builder().build()) {
        vugen.generate(GenerateRequest.builder("a red apple").steps(1).build());
      }
      long millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
      out.println("Model         sound; opened and drew a trial image in " + millis + " ms");
      return ExitCode.OK;
    } catch (VuGenException e) {
      out.println("Problem       " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private static boolean isArithmeticRight(PrintWriter out) {
    ArithmeticReport arithmetic = ArithmeticCheck.run();
    arithmetic.lines().forEach(line -> out.println("Arithmetic    " + line));
    return arithmetic.isRight();
  }
}
