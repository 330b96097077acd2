package ai.vugen.session;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.flow.Noise;
import ai.vugen.graph.Network;
import ai.vugen.graph.Rehearsal;
import ai.vugen.model.VugenConfig;
import ai.vugen.model.decoder.DecoderConfig;
import ai.vugen.onnx.Lowering;
import ai.vugen.onnx.OnnxGraph;
import ai.vugen.runtime.ElementType;
import ai.vugen.runtime.NativeBuffer;
import ai.vugen.runtime.NativeTensor;
import ai.vugen.runtime.Outputs;
import ai.vugen.runtime.RunControl;
import ai.vugen.runtime.Session;
import ai.vugen.runtime.SessionOptions;
import ai.vugen.tensor.Role;
import ai.vugen.tensor.Weights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The ranges of the numbers that the decoder's convolutions take and give, measured on latents of
 * the statistics that the checkpoint states: white noise, and noise in squares up to the whole
 * latent, as surfaces in pictures are. The decoder says how it decodes each.
 *
 * <p>Convolutions between feature maps are measured; those of pixels and latents, few and small,
 * stay as they are.
 */
final class DecoderRanges implements AutoCloseable {
  /** Room for what guidance does: with a scale of 12 nano's latents are 1.6 times as long. */
  private static final float MARGIN = 1.5f;

  private final LoadedModel model;
  private final DecoderConfig config;
  private final Map<String, Measured> networks = new HashMap<>();
  private final Map<String, float[]> ranges = new HashMap<>();

  private DecoderRanges(LoadedModel model) {
    this.model = model;
    config = model.config().requireDrawing().decoder();
  }

  /** A network that tells ranges, and what it uses its weights for. */
  private record Measured(Session session, Map<String, Role> roles) {}

  /** Returns the ranges by the names of weights; none for a model that does not draw. */
  static Map<String, float[]> measure(LoadedModel model) {
    Optional<VugenConfig> drawing = model.config().drawing();
    if (drawing.isEmpty()) {
      return Map.of();
    }
    try (DecoderRanges ranges = new DecoderRanges(model)) {
      return ranges.measure();
    }
  }

  private Map<String, float[]> measure() {
    int side = config.latentSide();
    for (int square : List.of(1, Math.max(1, side / 4), side)) {
      config.rehearse(new Run(square, latent(square)));
    }
    return ranges.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, range -> widened(range.getValue())));
  }

  private static float[] widened(float[] range) {
    float[] wide = range.clone();
    for (int i = 0; i < wide.length; i++) {
      wide[i] *= MARGIN;
    }
    return wide;
  }

  /** Noise that is the same within squares of cells. */
  private float[] latent(int square) {
    int side = config.latentSide();
    float[] white = new float[config.latentChannels() * side * side];
    new Noise(0, square, Noise.Stream.TOWER_LATENT).fill(white, 0, white.length);
    float[] latent = new float[white.length];
    for (int i = 0; i < latent.length; i++) {
      int row = i / side % side / square * square;
      int column = i % side / square * square;
      latent[i] = white[i / (side * side) * side * side + row * side + column];
    }
    model.drawingStatistics().restore(latent, 1);
    return latent;
  }

  private Measured network(String name) {
    return networks.computeIfAbsent(name, this::open);
  }

  private Measured open(String name) {
    Network network = model.config().network(name);
    OnnxGraph graph =
        new OnnxGraph(
            name + "-ranges", Lowering.measuringRanges(), model.checkpoint().entries()::get);
    network.computation(new Weights(graph)).on(graph);
    SessionOptions options =
        SessionOptions.named(name + "-ranges").withWeights(graph.weightsFolder());
    return new Measured(Session.open(graph.toBytes(), options), graph.roles());
  }

  private void takeIn(Measured network, String output, Outputs outputs) {
    if (!output.endsWith(Checkpoint.RANGES)) {
      return;
    }
    String weight = output.substring(0, output.length() - Checkpoint.RANGES.length());
    Role role = network.roles().get(weight);
    if (role != null && role.isBlockWindow()) {
      ranges.merge(weight, outputs.get(output).floats(), DecoderRanges::union);
    }
  }

  private static float[] union(float[] a, float[] b) {
    return new float[] {
      Math.min(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.max(a[3], b[3])
    };
  }

  @Override
  public void close() {
    networks.values().forEach(network -> network.session().close());
  }

  /** A latent on its way to pixels, with noise of its own. */
  private final class Run implements Rehearsal {
    private final int index;
    private final float[] latent;

    Run(int index, float[] latent) {
      this.index = index;
      this.latent = latent;
    }

    @Override
    public float[] latent() {
      return latent.clone();
    }

    @Override
    public float[] noise(int count) {
      float[] noise = new float[count];
      new Noise(0, index, Noise.Stream.DECODER).fill(noise, 0, count);
      return noise;
    }

    @Override
    public float[] run(String name, Map<String, Input> inputs, String output) {
      Measured network = network(name);
      Session session = network.session();
      List<NativeBuffer> buffers = new ArrayList<>();
      try {
        Map<String, NativeTensor> given = new HashMap<>();
        inputs.forEach(
            (input, numbers) -> {
              float[] values = numbers.values();
              NativeBuffer buffer = NativeBuffer.allocate(ElementType.F32, values.length);
              buffers.add(buffer);
              given.put(input, buffer.tensor(numbers.shape()).put(values));
            });
        Outputs outputs =
            session.run(
                given,
                Map.of(),
                session.outputs().stream().map(port -> port.name()).collect(Collectors.toSet()),
                RunControl.shared()); // whoever needs the session waits for it
        session.outputs().forEach(port -> takeIn(network, port.name(), outputs));
        return outputs.get(output).floats();
      } finally {
        buffers.forEach(NativeBuffer::close);
      }
    }
  }
}
