package ai.vugen.session;

import ai.vugen.device.Placement;
import ai.vugen.graph.Network;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes the networks of a model as ONNX files beside its weights. */
public final class OnnxExport {
  private OnnxExport() {}

  /**
   * Writes each network as {@code <network>.onnx} in float32, and a copy of the weights, to which
   * the files refer by name. The model's own folder needs no copy.
   *
   * @return the files of the networks, in the order of {@code ModelConfig.networks()}
   * @throws ai.vugen.error.ModelException if a file cannot be written
   */
  public static List<Path> write(LoadedModel model, Path folder) {
    model.checkpoint().copyFiles(folder);
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
}
