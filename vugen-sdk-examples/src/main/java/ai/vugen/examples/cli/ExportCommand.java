package ai.vugen.examples.cli;

import ai.vugen.error.ModelException;
import ai.vugen.graph.Network;
import ai.vugen.session.LoadedModel;
import ai.vugen.zoo.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
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
    ModelFolder folder = model.folder();
    Folders.create(out);
    try (LoadedModel loaded = LoadedModel.open(folder.path())) {
      copyWeights(folder.path());
      for (Network network : Network.of(loaded.config())) {
        Path file = out.resolve(network.graphName() + ".onnx");
        network.graph(loaded.config(), loaded.checkpoint().entries()::get).write(file);
        Output.of(spec).println(file.toAbsolutePath().normalize());
      }
    }
  }

  private void copyWeights(Path folder) {
    try {
      if (Files.isSameFile(folder, out)) {
        return;
      }
      List<Path> weights;
      try (Stream<Path> files = Files.list(folder)) {
        weights = files.filter(file -> file.toString().endsWith(".safetensors")).toList();
      }
      for (Path file : weights) {
        copy(file, out.resolve(file.getFileName()));
      }
    } catch (IOException e) {
      throw new ModelException("The weights cannot be copied to " + out + ": " + e, e);
    }
  }

  private static void copy(Path file, Path target) throws IOException {
    Path part = target.resolveSibling("." + UUID.randomUUID() + ".part");
    try {
      Files.copy(file, part);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
