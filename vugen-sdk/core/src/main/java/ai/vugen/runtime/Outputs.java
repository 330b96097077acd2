package ai.vugen.runtime;

import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtSession;
import ai.vugen.error.InvalidRequestException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The outputs of one run that were asked for as copies, by name. */
public final class Outputs {
  private final Map<String, OutputTensor> tensors;

  private Outputs(Map<String, OutputTensor> tensors) {
    this.tensors = tensors;
  }

  static Outputs copyOf(OrtSession.Result result, Set<String> names) {
    Map<String, OutputTensor> copies = new LinkedHashMap<>();
    for (Map.Entry<String, OnnxValue> output : result) {
      if (names.contains(output.getKey())) {
        copies.put(output.getKey(), OutputTensor.copyOf(output.getKey(), output.getValue()));
      }
    }
    return new Outputs(copies);
  }

  /**
   * Returns one output.
   *
   * @throws InvalidRequestException if it was not asked for
   */
  public OutputTensor get(String name) {
    OutputTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new InvalidRequestException(
          "The output '%s' was not asked for in this run, only %s were."
              .formatted(name, tensors.keySet()));
    }
    return tensor;
  }

  @Override
  public String toString() {
    return tensors.toString();
  }
}
