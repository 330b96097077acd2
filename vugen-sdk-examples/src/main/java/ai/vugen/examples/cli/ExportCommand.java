package ai.vugen.examples.cli;

import ai.vugen.VuGen;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes every network of a model as an ONNX file. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes every network of a model as an .onnx file, beside a copy of its weights.",
      "Inputs and outputs are described in docs/graphs.md."
    })
final class ExportCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private ModelOption model = new ModelOption();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "Where to write; the model's own folder needs no copy of the weights.")
  private Path out = Path.of("");

  @Override
  public void run() {
    try (VuGen vugen = model.builder().build()) {
      for (Path file : vugen.export(out)) {
        Output.of(spec).println(file.toAbsolutePath().normalize());
      }
    }
  }
}
