package ai.vugen.selfcheck;

import ai.vugen.checkpoint.TensorEntry;
import ai.vugen.onnx.OnnxGraph;
import java.util.Map;

/** Computes a graph; {@link ArithmeticCheck} checks what it gives. */
@FunctionalInterface
public interface GraphRunner {
  /**
   * Returns the elements of all outputs of a graph, by their names.
   *
   * @param graph its weights are in memory
   * @param inputs for every input of the graph; I64 for indices, and F16 to be widened to float32
   */
  Map<String, float[]> run(OnnxGraph graph, Map<String, TensorEntry> inputs);
}
