package ai.vugen.session;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.flow.Noise;
import ai.vugen.graph.DecoderGraph;
import ai.vugen.model.VugenConfig;
import ai.vugen.model.decoder.DecoderConfig;
import ai.vugen.onnx.Lowering;
import ai.vugen.onnx.OnnxGraph;
import ai.vugen.runtime.ElementType;
import ai.vugen.runtime.NativeBuffer;
import ai.vugen.runtime.Outputs;
import ai.vugen.runtime.RunControl;
import ai.vugen.runtime.Session;
import ai.vugen.runtime.SessionOptions;
import ai.vugen.tensor.Weights;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The ranges of the numbers that the decoder's convolutions take and give, measured on latents of
 * the statistics that the checkpoint states: white noise, and noise in squares up to the whole
 * latent, as surfaces in pictures are. Each is decoded from pure noise and from half noise.
 */
final class DecoderRanges {
  /** Convolutions of feature maps; those of pixels and latents, few and small, stay as they are. */
  private static final Pattern ROUNDED =
      Pattern.compile(".*\\.(down|up)_blocks\\..*\\.conv(\\d|_shortcut)?\\.weight");

  /** Room for what guidance does: with a scale of 12 nano's latents are 1.6 times as long. */
  private static final float MARGIN = 1.5f;

  private static final float HALF = 0.5f;
  private static final int CHANNELS = 3;

  private final LoadedModel model;
  private final DecoderConfig config;
  private final Session session;
  private final Map<String, float[]> ranges = new HashMap<>();

  private DecoderRanges(LoadedModel model, Session session) {
    this.model = model;
    this.session = session;
    config = model.config().requireDrawing().decoder();
  }

  /** The ranges by the names of weights; none for a model that does not draw. */
  static Map<String, float[]> measure(LoadedModel model) {
    Optional<VugenConfig> drawing = model.config().drawing();
    if (drawing.isEmpty()) {
      return Map.of();
    }
    OnnxGraph graph =
        new OnnxGraph(
            "decoder-ranges", Lowering.measuringRanges(), model.checkpoint().entries()::get);
    model.config().network(DecoderGraph.NAME).computation(new Weights(graph)).on(graph);
    SessionOptions options =
        SessionOptions.named("decoder-ranges").withWeights(graph.weightsFolder());
    try (Session session = Session.open(graph.toBytes(), options)) {
      return new DecoderRanges(model, session).measure();
    }
  }

  private Map<String, float[]> measure() {
    int side = config.latentSide();
    for (int square : List.of(1, Math.max(1, side / 4), side)) {
      float[] latent = latent(square);
      float[] noise = new float[CHANNELS * config.imageSize() * config.imageSize()];
      new Noise(0, square, Noise.Stream.DECODER).fill(noise, 0, noise.length);
      float[] velocity = run(noise, latent, 1);
      float[] pixels = new float[noise.length];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = noise[i] + (1 - HALF) * velocity[i]; // the image is noise plus velocity
      }
      run(pixels, latent, HALF);
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

  /** Decodes one step, takes in the ranges and returns the velocity. */
  private float[] run(float[] pixels, float[] latent, float time) {
    long image = config.imageSize();
    long side = config.latentSide();
    try (NativeBuffer x = NativeBuffer.allocate(ElementType.F32, pixels.length);
        NativeBuffer z = NativeBuffer.allocate(ElementType.F32, latent.length);
        NativeBuffer t = NativeBuffer.allocate(ElementType.F32, 1)) {
      Outputs outputs =
          session.run(
              Map.of(
                  DecoderGraph.PIXELS, x.tensor(1, CHANNELS, image, image).put(pixels),
                  DecoderGraph.LATENT, z.tensor(1, config.latentChannels(), side, side).put(latent),
                  DecoderGraph.TIME, t.tensor(1).put(new float[] {time})),
              Map.of(),
              session.outputs().stream().map(port -> port.name()).collect(Collectors.toSet()),
              RunControl.shared()); // whoever needs the session waits for it
      session.outputs().forEach(port -> takeIn(port.name(), outputs));
      return outputs.get(DecoderGraph.VELOCITY).floats();
    }
  }

  private void takeIn(String output, Outputs outputs) {
    if (!output.endsWith(Checkpoint.RANGES)) {
      return;
    }
    String weight = output.substring(0, output.length() - Checkpoint.RANGES.length());
    if (ROUNDED.matcher(weight).matches()) {
      ranges.merge(weight, outputs.get(output).floats(), DecoderRanges::union);
    }
  }

  private static float[] union(float[] a, float[] b) {
    return new float[] {
      Math.min(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.max(a[3], b[3])
    };
  }
}
