package ai.vugen.onnx;

import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import ai.vugen.checkpoint.SafetensorsFile;
import ai.vugen.checkpoint.SafetensorsWriter;
import ai.vugen.checkpoint.TensorEntry;
import ai.vugen.tensor.ElementType;
import ai.vugen.tensor.Evaluator;
import ai.vugen.tensor.Named;
import ai.vugen.tensor.NdArray;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs networks as graphs on ONNX Runtime. Parameters lie in a safetensors file, which the graph
 * refers to, and every graph passes the {@link OnnxChecker}.
 */
public final class OnnxEvaluator implements Evaluator {
  /** Parameters that are in files already, which the graph refers to. */
  public record Stored(ParameterStore store) implements Parameters {
    @Override
    public NdArray get(String name) {
      TensorEntry entry = store.find(name);
      if (entry == null) {
        throw new IllegalArgumentException("no " + name);
      }
      return NdArray.of(entry.floats(), entry.shape());
    }
  }

  @Override
  public Program compile(Network network, Map<String, Input> inputs, Parameters parameters) {
    if (parameters instanceof Stored stored) {
      return new Run(build(network, inputs, stored.store()), null);
    }
    OnnxGraph names = OnnxGraph.withoutWeights("names");
    declare(names, network, inputs);
    try {
      Path folder = Files.createTempDirectory("vugen-onnx");
      SafetensorsWriter writer = new SafetensorsWriter();
      for (String name : names.parameters().keySet()) {
        NdArray array = parameters.get(name);
        writer.add(name, array.shape(), array.floats());
      }
      Path file = folder.resolve("model.safetensors");
      writer.write(file);
      return new Run(build(network, inputs, SafetensorsFile.open(file).entries()::get), folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Builds the graph of a network. */
  public static OnnxGraph build(Network network, Map<String, Input> inputs, ParameterStore store) {
    OnnxGraph graph = new OnnxGraph("test", Target.CPU, store);
    declare(graph, network, inputs);
    return graph;
  }

  private static void declare(OnnxGraph graph, Network network, Map<String, Input> inputs) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    inputs.forEach(
        (name, input) ->
            tensors.put(
                name,
                input.type() == ElementType.REAL
                    ? graph.input(name, input.shape())
                    : graph.indexInput(name, input.shape())));
    network.apply(new Weights(graph), new Named<>(tensors)).forEach(graph::output);
  }

  /** A session on a graph. */
  private static final class Run implements Program {
    private final OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    private final OrtSession session;
    private final @Nullable Path temporary;

    Run(OnnxGraph graph, @Nullable Path temporary) {
      this.temporary = temporary;
      byte[] bytes = graph.toBytes();
      OnnxChecker.check(bytes);
      try {
        Path weights = graph.weightsFolder();
        if (weights != null) {
          options.addConfigEntry(
              "session.model_external_initializers_file_folder_path", weights.toString());
        }
        session = OrtEnvironment.getEnvironment().createSession(bytes, options);
      } catch (OrtException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public Named<NdArray> run(Map<String, NdArray> inputs) {
      Map<String, OnnxTensorLike> tensors = new LinkedHashMap<>();
      Map<String, NdArray> outputs = new LinkedHashMap<>();
      try {
        for (Map.Entry<String, NdArray> input : inputs.entrySet()) {
          tensors.put(input.getKey(), tensor(input.getValue()));
        }
        try (OrtSession.Result result = session.run(tensors)) {
          for (Map.Entry<String, OnnxValue> output : result) {
            outputs.put(output.getKey(), array((ai.onnxruntime.OnnxTensor) output.getValue()));
          }
        }
        return new Named<>(outputs);
      } catch (OrtException e) {
        throw new IllegalStateException(e);
      } finally {
        tensors.values().forEach(OnnxTensorLike::close);
      }
    }

    private static ai.onnxruntime.OnnxTensor tensor(NdArray array) throws OrtException {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      return array.type() == ElementType.REAL
          ? ai.onnxruntime.OnnxTensor.createTensor(
              environment, FloatBuffer.wrap(array.floats()), array.shape())
          : ai.onnxruntime.OnnxTensor.createTensor(
              environment, LongBuffer.wrap(array.longs()), array.shape());
    }

    private static NdArray array(ai.onnxruntime.OnnxTensor tensor) {
      TensorInfo info = tensor.getInfo();
      int size = Math.toIntExact(info.getNumElements());
      if (info.type == ai.onnxruntime.OnnxJavaType.INT64) {
        long[] values = new long[size];
        tensor.getLongBuffer().get(values);
        return NdArray.of(values, info.getShape());
      }
      float[] values = new float[size];
      tensor.getFloatBuffer().get(values);
      return NdArray.of(values, info.getShape());
    }

    @Override
    public void close() {
      try {
        session.close();
        options.close();
        if (temporary != null) {
          Files.delete(temporary.resolve("model.safetensors"));
          Files.delete(temporary);
        }
      } catch (OrtException e) {
        throw new IllegalStateException(e);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
