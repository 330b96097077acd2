package ai.vugen.runtime;

import ai.onnxruntime.OnnxTensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** The runtime's handles of some tensors, whose memory cannot be freed until this is closed. */
final class Binding implements AutoCloseable {
  private final Map<String, NativeTensor> held = new LinkedHashMap<>();
  private final Map<String, OnnxTensor> tensors = new LinkedHashMap<>();

  private Binding() {}

  static Binding of(Map<String, NativeTensor> named) {
    Binding binding = new Binding();
    try {
      named.forEach(binding::add);
      return binding;
    } catch (RuntimeException e) {
      binding.close();
      throw e;
    }
  }

  private void add(String name, NativeTensor tensor) {
    tensors.put(name, tensor.buffer().memory().acquire(tensor.part()));
    held.put(name, tensor);
  }

  Map<String, OnnxTensor> tensors() {
    return tensors;
  }

  @Override
  public void close() {
    held.values().forEach(tensor -> tensor.buffer().memory().release(tensor.part()));
    held.clear();
  }
}
