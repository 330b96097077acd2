package ai.vugen.session;

import ai.vugen.device.Placement;
import ai.vugen.error.ModelException;
import ai.vugen.file.AtomicFile;
import ai.vugen.graph.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Writes the networks of a model as ONNX files beside its weights. */
public final class OnnxExport {
  private OnnxExport() {}

  /**
   * Writes each network as {@code <network>.onnx} in float32, and a copy of the weights, to which
   * the files refer by name. The model's own folder needs no copy.
   *
   * @return the files of the networks, in the order of {@code ModelConfig.networks()}
   * @throws ModelException if a file cannot be written
   */
  public static List<Path> write(LoadedModel model, Path folder) {
    copyWeights(model.folder(), folder);
    List<Path> files = new ArrayList<>();
    for (Network network : model.config().networks()) {
      Path file = folder.resolve(network.name() + ".onnx");
      ModelGraphs.of(
              network, model.config(), Placement.CPU_FLOAT32, model.checkpoint().entries()::get)
          .write(file);
      files.add(file);
    }
    return List.copyOf(files);
  }

  private static void copyWeights(Path from, Path to) {
    try {
      Files.createDirectories(to);
      if (Files.isSameFile(from, to)) {
        return;
      }
      List<Path> weights;
      try (Stream<Path> files = Files.list(from)) {
        weights = files.filter(file -> file.toString().endsWith(".safetensors")).toList();
      }
      for (Path file : weights) {
        AtomicFile.of(to.resolve(file.getFileName())).copyOf(file);
      }
    } catch (IOException e) {
      throw new ModelException("The weights cannot be copied to " + to + ": " + e, e);
    }
  }
}
