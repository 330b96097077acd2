package ai.vugen.session;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.device.Precision;
import ai.vugen.graph.Network;
import ai.vugen.onnx.ParameterStore;
import ai.vugen.quantization.QuantizedCheckpoint;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where the networks of a model find their weights, in one precision. Thread-safe. */
public final class NetworkWeights {
  private final LoadedModel model;
  private final Precision precision;
  private final Supplier<String> sha256;
  private @Nullable Checkpoint quantized;

  /**
   * The weights of a model.
   *
   * @param sha256 gives the hash of the checkpoint's files; asked once, for INT8
   */
  public NetworkWeights(LoadedModel model, Precision precision, Supplier<String> sha256) {
    this.model = model;
    this.precision = precision;
    this.sha256 = sha256;
  }

  /** How exactly the networks compute. */
  public Precision precision() {
    return precision;
  }

  /** The hash of the checkpoint's files; only for INT8. */
  public String sha256() {
    return sha256.get();
  }

  /** The weights of a network; quantized ones are made when they are first asked for. */
  public ParameterStore of(Network network) {
    return (precision == Precision.FLOAT32 ? model.checkpoint() : quantized()).entries()::get;
  }

  private synchronized Checkpoint quantized() {
    if (quantized == null) {
      quantized =
          QuantizedCheckpoint.open(
              model.checkpoint(),
              sha256.get(),
              names(),
              () -> DecoderRanges.measure(model),
              QuantizedCheckpoint.defaultFolder());
    }
    return quantized;
  }

  /** All weights of the networks. */
  private Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (Network network : Network.of(model.config())) {
      names.addAll(network.weights(model.config()).keySet());
    }
    return names;
  }
}
