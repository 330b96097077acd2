package ai.vugen.onnx;

import ai.vugen.checkpoint.SafetensorsFile;
import ai.vugen.checkpoint.SafetensorsWriter;
import ai.vugen.device.Placement;
import ai.vugen.runtime.ElementType;
import ai.vugen.runtime.NativeBuffer;
import ai.vugen.runtime.NativeTensor;
import ai.vugen.runtime.OutputTensor;
import ai.vugen.runtime.Outputs;
import ai.vugen.runtime.RunControl;
import ai.vugen.runtime.Session;
import ai.vugen.runtime.SessionOptions;
import ai.vugen.runtime.SessionPort;
import ai.vugen.tensor.Evaluator;
import ai.vugen.tensor.Kind;
import ai.vugen.tensor.Named;
import ai.vugen.tensor.NdArray;
import ai.vugen.tensor.StoredParameters;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs networks as graphs on ONNX Runtime. Parameters lie in a safetensors file, which the graph
 * refers to, and every graph passes the {@link OnnxChecker}.
 */
public final class OnnxEvaluator implements Evaluator {
  @Override
  public Program compile(Network network, Map<String, Input> inputs, Parameters parameters) {
    if (parameters instanceof StoredParameters stored) {
      return new Run(build(network, inputs, stored.entries()::get), null);
    }
    OnnxGraph names = OnnxGraph.withoutWeights("names");
    declare(names, network, inputs);
    SafetensorsWriter writer = new SafetensorsWriter();
    for (String name : names.parameters().keySet()) {
      NdArray array = parameters.get(name);
      writer.add(name, array.shape(), array.floats());
    }
    try {
      Path file = Files.createTempFile("vugen-onnx", ".safetensors");
      writer.write(file);
      return new Run(build(network, inputs, SafetensorsFile.open(file).entries()::get), file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Builds the graph of a network. */
  public static OnnxGraph build(Network network, Map<String, Input> inputs, ParameterStore store) {
    OnnxGraph graph = new OnnxGraph("test", Lowering.of(Placement.CPU_FLOAT32), store);
    declare(graph, network, inputs);
    return graph;
  }

  private static void declare(OnnxGraph graph, Network network, Map<String, Input> inputs) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    inputs.forEach(
        (name, input) ->
            tensors.put(
                name,
                input.kind() == Kind.REAL
                    ? graph.input(name, input.shape())
                    : graph.indexInput(name, input.shape())));
    network.apply(new Weights(graph), new Named<>(tensors)).forEach(graph::output);
  }

  /** A session on a graph. */
  private static final class Run implements Program {
    private final Session session;
    private final @Nullable Path temporary;

    Run(OnnxGraph graph, @Nullable Path temporary) {
      this.temporary = temporary;
      byte[] bytes = graph.toBytes();
      OnnxChecker.check(bytes);
      SessionOptions options = SessionOptions.named("test");
      Path weights = graph.weightsFolder();
      session = Session.open(bytes, weights == null ? options : options.withWeights(weights));
    }

    @Override
    public Named<NdArray> run(Map<String, NdArray> inputs) {
      List<NativeBuffer> buffers = new ArrayList<>();
      try {
        Map<String, NativeTensor> tensors = new LinkedHashMap<>();
        inputs.forEach((name, array) -> tensors.put(name, tensor(array, buffers)));
        Set<String> names =
            session.outputs().stream().map(SessionPort::name).collect(Collectors.toSet());
        Outputs outputs = session.run(tensors, Map.of(), names, RunControl.unlimited());
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        names.forEach(name -> arrays.put(name, array(outputs.get(name))));
        return new Named<>(arrays);
      } finally {
        buffers.forEach(NativeBuffer::close);
      }
    }

    private static NativeTensor tensor(NdArray array, List<NativeBuffer> buffers) {
      boolean real = array.kind() == Kind.REAL;
      NativeBuffer buffer =
          NativeBuffer.allocate(
              real ? ElementType.F32 : ElementType.I64,
              array.floats().length + array.longs().length);
      buffers.add(buffer);
      NativeTensor tensor = buffer.tensor(array.shape());
      return real ? tensor.put(array.floats()) : tensor.put(array.longs());
    }

    private static NdArray array(OutputTensor tensor) {
      return tensor.type() == ElementType.I64
          ? NdArray.of(tensor.longs(), tensor.shape())
          : NdArray.of(tensor.floats(), tensor.shape());
    }

    @Override
    public void close() {
      session.close();
      if (temporary != null) {
        try {
          Files.delete(temporary);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }
}
