package ai.vugen.examples;

import ai.vugen.VuGen;
import java.nio.file.Path;

/** Writes the networks as ONNX files that any runtime loads; docs/graphs.md describes them. */
public final class ExportToOnnx {
  private ExportToOnnx() {}

  /**
   * Writes {@code vision.onnx}, {@code language.onnx}, {@code tower.onnx}, {@code decoder.onnx}.
   */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments.length > 0 ? arguments[0] : ".");
    String id = arguments.length > 1 ? arguments[1] : "nano";

    try (VuGen vugen = VuGen.builder().model(id).build()) {
      for (Path file : vugen.export(folder)) {
        System.out.println(file);
      }
    }
  }
}
