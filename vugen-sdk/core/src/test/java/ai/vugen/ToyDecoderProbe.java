package ai.vugen;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.device.Placement;
import ai.vugen.device.Precision;
import ai.vugen.flow.Noise;
import ai.vugen.graph.Network;
import ai.vugen.image.Pixels;
import ai.vugen.model.ModelConfig;
import ai.vugen.onnx.OnnxGraph;
import ai.vugen.pipeline.TinyModel;
import ai.vugen.runtime.Session;
import ai.vugen.runtime.SessionOptions;
import ai.vugen.session.ModelGraphs;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
import java.util.stream.IntStream;

/** What {@link AddingADecoderTest} does in a JVM whose core has the toy decoder. */
final class ToyDecoderProbe {
  static final String RESULT = "result.properties";

  private static final String CONFIG =
      TinyModel.CONFIG.replaceAll(
          "(?s)\"decoder\": \\{.*?\\}",
          "\"decoder\": {\"type\": \"toy\", \"image_size\": 32, \"width\": 8, \"depth\": 2}");

  private final Path folder;
  private final Path model;
  private final Properties result = new Properties();

  private ToyDecoderProbe(Path folder) {
    this.folder = folder;
    this.model = TinyModel.write(folder.resolve("model"), CONFIG, 1);
  }

  public static void main(String[] arguments) throws IOException {
    ToyDecoderProbe probe = new ToyDecoderProbe(Path.of(arguments[0]));
    probe.draw();
    probe.export();
    try (OutputStream out = Files.newOutputStream(probe.folder.resolve(RESULT))) {
      probe.result.store(out, null);
    }
  }

  private VuGen open(Precision precision) {
    return VuGen.builder().model(model).precision(precision).cacheBytes(0).build();
  }

  private static GenerateRequest request(long seed) {
    return GenerateRequest.builder("a red apple")
        .steps(4)
        .seed(seed)
        .decoder(new Decoder("TOY"))
        .build();
  }

  private static Pixels draw(VuGen vugen, long seed) {
    return vugen.generate(request(seed)).get(0).toPixels();
  }

  private void draw() throws IOException {
    try (VuGen float32 = open(Precision.FLOAT32);
        VuGen int8 = open(Precision.INT8)) {
      ModelInfo info = float32.info();
      put("decoders", info.decoders());
      put("imageSize", info.drawing().orElseThrow().imageSize());
      put("networks", info.parameters().keySet());
      put("parameters", info.parameters().getOrDefault("painter", 0L));
      GeneratedImage image = float32.generate(request(7)).get(0);
      Pixels pixels = image.toPixels();
      put("float32", Arrays.hashCode(pixels.rgb()));
      put("colours", colours(pixels.rgb()));
      put("again", Arrays.hashCode(draw(float32, 7).rgb()));
      put("seed8", Arrays.hashCode(draw(float32, 8).rgb()));
      put("replayed", Arrays.hashCode(float32.replay(image.toPngBytes()).toPixels().rgb()));
      Latent latent = likeTheStatistics(image.latent());
      put(
          "int8Distance",
          distance(int8.decode(latent).toPixels().rgb(), float32.decode(latent).toPixels().rgb()));
    }
  }

  /** A latent as trained towers draw them: what an untrained one draws is anywhere. */
  private static Latent likeTheStatistics(Latent drawn) {
    float[] values = new float[drawn.values().length];
    new Noise(3, 0, Noise.Stream.TOWER_LATENT).fill(values, 0, values.length);
    return new Latent(values, drawn.channels(), drawn.rows(), drawn.columns(), drawn.provenance());
  }

  private static long colours(byte[] rgb) {
    return IntStream.range(0, rgb.length / 3)
        .mapToObj(i -> rgb[3 * i] + " " + rgb[3 * i + 1] + " " + rgb[3 * i + 2])
        .distinct()
        .count();
  }

  /** ‖a − b‖ / ‖b‖. */
  private static double distance(byte[] a, byte[] b) {
    double difference = 0;
    double length = 0;
    for (int i = 0; i < a.length; i++) {
      double value = b[i] & 0xff;
      difference += ((a[i] & 0xff) - value) * ((a[i] & 0xff) - value);
      length += value * value;
    }
    return Math.sqrt(difference / length);
  }

  /** Writes the graph as the command export does, opens the file's graph, and that of INT8. */
  private void export() throws IOException {
    ModelConfig config = ModelConfig.read(model);
    Network network = config.network("painter");
    Checkpoint weights = Checkpoint.open(model);
    OnnxGraph graph =
        ModelGraphs.of(network, config, Placement.CPU_FLOAT32, weights.entries()::get);
    Path file = model.resolve("painter.onnx");
    graph.write(file);
    try (Session session =
        Session.open(
            Files.readAllBytes(file), SessionOptions.named("painter").withWeights(model))) {
      put(
          "exported",
          graph.operators() + " inputs=" + session.inputs().stream().map(p -> p.name()).toList());
    }
    Path home = folder.resolve("home").resolve("quantized");
    try (var files = Files.list(home)) {
      Path int8 =
          files.filter(f -> f.toString().endsWith(".safetensors")).findFirst().orElseThrow();
      Checkpoint rounded = Checkpoint.open(home, int8.getFileName().toString());
      Placement placement = Placement.CPU_FLOAT32.with(Precision.INT8);
      put(
          "rounded",
          ModelGraphs.of(network, config, placement, rounded.entries()::get).operators());
    }
  }

  private void put(String name, Object value) {
    result.setProperty(name, value.toString());
  }
}
