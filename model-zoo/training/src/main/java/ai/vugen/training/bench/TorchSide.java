package ai.vugen.training.bench;

import ai.vugen.session.LoadedModel;
import ai.vugen.tensor.Computation;
import ai.vugen.tensor.Weights;
import ai.vugen.training.torch.CheckpointInitializer;
import ai.vugen.training.torch.ComputeType;
import ai.vugen.training.torch.NoGradient;
import ai.vugen.training.torch.TorchBackend;
import ai.vugen.training.torch.TorchScope;
import ai.vugen.training.torch.TorchTensor;
import ai.vugen.training.torch.TorchWeights;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A network on libtorch; weights and inputs are in place before the first run. */
final class TorchSide implements Side {
  private final ComputeType precision;
  private final TorchWeights weights;
  private final TorchGraph graph;
  private final Computation computation;

  /** Holds what the networks compute when they are made. */
  private final TorchScope networks = new TorchScope();

  /** A network in a precision; makes the inputs that do not exist yet. */
  TorchSide(NetworkCase network, BenchModel model, ComputeType precision, MadeInputs inputs) {
    this(network, model.loaded(), precision, inputs);
  }

  private TorchSide(
      NetworkCase network, LoadedModel model, ComputeType precision, MadeInputs inputs) {
    this.precision = precision;
    weights =
        new TorchWeights(TorchBackend.cpu(precision), CheckpointInitializer.of(model.checkpoint()));
    weights.train(name -> false);
    graph = new TorchGraph(weights, inputs, network.extents());
    try (NoGradient frozen = new NoGradient()) {
      computation = network.network().computation(new Weights(graph));
    }
    run();
  }

  @Override
  public String title() {
    return "libtorch " + precision.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void run() {
    try (TorchScope scope = new TorchScope();
        NoGradient frozen = new NoGradient()) {
      computation.on(graph);
    }
  }

  /** Returns the floating-point operations of a run. */
  long operations() {
    long before = weights.backend().operations();
    run();
    return weights.backend().operations() - before;
  }

  @Override
  public Map<String, float[]> results() {
    try (TorchScope scope = new TorchScope();
        NoGradient frozen = new NoGradient()) {
      computation.on(graph);
      Map<String, float[]> results = new LinkedHashMap<>();
      graph.outputs().forEach((name, tensor) -> results.put(name, ((TorchTensor) tensor).floats()));
      return results;
    }
  }

  @Override
  public void close() {
    graph.close();
    networks.close();
    weights.close();
  }
}
