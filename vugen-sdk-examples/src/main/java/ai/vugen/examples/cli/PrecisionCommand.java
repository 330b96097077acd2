package ai.vugen.examples.cli;

import ai.vugen.VuGen;
import ai.vugen.evaluation.precision.PrecisionReport;
import ai.vugen.image.Pixels;
import ai.vugen.image.PixelsReader;
import ai.vugen.runtime.SystemReport;
import ai.vugen.zoo.ModelFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Compares the precisions of a model, network by network. */
@Command(
    name = "precision",
    mixinStandardHelpOptions = true,
    description = {
      "Says how far INT8 is from FLOAT32 in each network, and how long both take.",
      "Both get the same inputs; their runs take turns."
    })
final class PrecisionCommand implements Runnable {
  private static final String TEXT = "two red apples on a blue background";

  @Spec private @Nullable CommandSpec spec;
  @Mixin private ModelOption model = new ModelOption();

  @Option(names = "--runs", description = "Measured runs of each; default: ${DEFAULT-VALUE}.")
  private int runs = 20;

  @Option(
      names = "--image",
      paramLabel = "FILE",
      description = "What is seen; default: what the model draws.")
  private @Nullable Path image;

  @Override
  public void run() {
    if (runs < 1) {
      String limits = "--runs must be at least 1";
      throw new ParameterException(Objects.requireNonNull(spec).commandLine(), limits);
    }
    ModelFolder folder = model.folder();
    PrecisionReport report =
        PrecisionReport.measure(folder.path(), folder::sha256, picture(), TEXT, runs);
    PrintWriter out = Output.of(spec);
    out.print(SystemReport.collect().text());
    out.printf("Model         %s, medians of %d runs%n%n", folder.id(), runs);
    out.println("network    relative error FLOAT32 ms    INT8 ms    ratio");
    for (PrecisionReport.Line line : report.lines()) {
      out.printf(
          Locale.ROOT,
          "%-10s %14.5f %10.2f %10.2f %8.2f%n",
          line.network(),
          line.relativeError(),
          line.float32Millis(),
          line.int8Millis(),
          line.float32Millis() / line.int8Millis());
    }
  }

  private Pixels picture() {
    if (image != null) {
      return PixelsReader.read(image);
    }
    try (VuGen vugen = model.builder().build()) {
      return vugen.generate(TEXT).toPixels();
    }
  }
}
