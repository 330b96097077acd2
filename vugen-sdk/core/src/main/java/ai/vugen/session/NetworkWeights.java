package ai.vugen.session;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.device.Placement;
import ai.vugen.device.Precision;
import ai.vugen.graph.Network;
import ai.vugen.onnx.ParameterStore;
import ai.vugen.quantization.QuantizedCheckpoint;
import ai.vugen.tensor.Role;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where the networks of a model find their weights, for one placement. Thread-safe. */
public final class NetworkWeights {
  private final LoadedModel model;
  private final Placement placement;
  private final Supplier<String> sha256;
  private @Nullable Checkpoint quantized;

  /**
   * The weights of a model.
   *
   * @param sha256 gives the hash of the checkpoint's files; asked once, for INT8
   */
  public NetworkWeights(LoadedModel model, Placement placement, Supplier<String> sha256) {
    this.model = model;
    this.placement = placement;
    this.sha256 = sha256;
  }

  /** Returns where the networks compute, and in which numbers. */
  public Placement placement() {
    return placement;
  }

  /** Returns whether they are a file of their own, made of the checkpoint. */
  boolean areQuantized() {
    return placement.precision() == Precision.INT8;
  }

  /** Returns the hash of the checkpoint's files; only for INT8. */
  public String sha256() {
    return sha256.get();
  }

  /** Returns the weights of a network; quantized ones are made when they are first asked for. */
  public ParameterStore of(Network network) {
    return (areQuantized() ? quantized() : model.checkpoint()).entries()::get;
  }

  private synchronized Checkpoint quantized() {
    if (quantized == null) {
      quantized =
          QuantizedCheckpoint.open(
              model.checkpoint(),
              sha256.get(),
              roles(),
              () -> DecoderRanges.measure(model),
              QuantizedCheckpoint.defaultFolder());
    }
    return quantized;
  }

  /** Returns those of all weights of the networks. */
  private Map<String, Role> roles() {
    Map<String, Role> roles = new HashMap<>();
    for (Network network : model.config().networks()) {
      roles.putAll(ModelGraphs.roles(network));
    }
    return roles;
  }
}
