package ai.vugen.examples;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.graph.Network;
import ai.vugen.model.ModelConfig;
import ai.vugen.onnx.OnnxGraph;
import ai.vugen.zoo.ModelFolder;
import ai.vugen.zoo.ModelZoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes the networks as ONNX files that any runtime loads; docs/graphs.md describes them. */
public final class ExportToOnnx {
  private ExportToOnnx() {}

  /**
   * Writes {@code vision.onnx}, {@code language.onnx}, {@code tower.onnx}, {@code decoder.onnx}.
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments.length > 0 ? arguments[0] : ".");
    String id = arguments.length > 1 ? arguments[1] : "nano";

    ModelFolder model = ModelZoo.resolve(id);
    ModelConfig config = ModelConfig.read(model.path());
    Checkpoint checkpoint = Checkpoint.open(model.path());

    // The files refer to the weights by name, so these must be beside them.
    Path weights = model.path().resolve(Checkpoint.FILE_NAME);
    Files.copy(weights, folder.resolve(Checkpoint.FILE_NAME), StandardCopyOption.REPLACE_EXISTING);

    for (Network network : Network.of(config)) {
      OnnxGraph graph = network.graph(config, checkpoint.entries()::get);
      graph.write(folder.resolve(network.graphName() + ".onnx"));
      System.out.println(network.graphName() + ": " + graph.parameterCount() + " parameters");
    }
  }
}
