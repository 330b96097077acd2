package ai.vugen.evaluation.precision;

import ai.vugen.device.Placement;
import ai.vugen.device.Precision;
import ai.vugen.flow.Noise;
import ai.vugen.graph.DecoderGraph;
import ai.vugen.graph.LanguageGraph;
import ai.vugen.graph.TowerGraph;
import ai.vugen.graph.VisionGraph;
import ai.vugen.image.Pixels;
import ai.vugen.pipeline.decoding.ImageDecoder;
import ai.vugen.pipeline.language.KeyValueCache;
import ai.vugen.pipeline.language.KeyValues;
import ai.vugen.pipeline.language.LanguageRun;
import ai.vugen.pipeline.language.PromptEncoder;
import ai.vugen.pipeline.sampling.SamplingQueue;
import ai.vugen.pipeline.sampling.TowerRunner;
import ai.vugen.pipeline.vision.ImageEncoder;
import ai.vugen.runtime.RunControl;
import ai.vugen.session.LoadedModel;
import ai.vugen.session.NetworkWeights;
import ai.vugen.session.Sessions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What {@link Precision#INT8} changes, network by network. Both precisions get the same inputs,
 * those that FLOAT32 computes, so that errors do not add up from one network to the next.
 *
 * @param lines one a network
 */
public record PrecisionReport(List<Line> lines) {
  /** Runs of each kind before the first that is measured. */
  private static final int WARM_UP = 3;

  /** Half way from noise to data. */
  private static final double TIME = 0.5;

  public PrecisionReport {
    lines = List.copyOf(lines);
  }

  /**
   * One network.
   *
   * @param network which one
   * @param relativeError ‖int8 − float32‖ / ‖float32‖ over all numbers of its main output
   * @param float32Millis median time of a run with FLOAT32
   * @param int8Millis median time of a run with INT8
   */
  public record Line(
      String network, double relativeError, double float32Millis, double int8Millis) {}

  /**
   * Measures a model: z of a picture, logits after a text, velocities of both guidance branches
   * half way, and the pixels of the picture's latent. Runs of both precisions take turns.
   *
   * @param sha256 gives the hash of the weights
   * @param runs measured runs of each, at least 1
   */
  public static PrecisionReport measure(
      Path folder, Supplier<String> sha256, Pixels picture, String text, int runs) {
    try (LoadedModel model = LoadedModel.open(folder);
        Side float32 = new Side(model, Precision.FLOAT32, sha256);
        Side int8 = new Side(model, Precision.INT8, sha256)) {
      List<Line> lines = new ArrayList<>();
      Turns turns = new Turns(float32, int8, runs);
      lines.add(turns.line(VisionGraph.NAME, side -> side.images.features(picture, side.control)));
      lines.add(turns.line(LanguageGraph.NAME, side -> side.logits(text)));
      if (model.config().drawing().isPresent()) {
        KeyValues prompt = float32.prompts().encode(text, float32.control);
        KeyValues empty = float32.prompts().encode(null, float32.control);
        float[] latent = float32.images.latent(picture, float32.control);
        lines.add(
            turns.line(TowerGraph.NAME, side -> side.velocities(prompt, empty, noisy(latent))));
        lines.add(turns.line(DecoderGraph.NAME, side -> side.pixels(latent)));
      }
      return new PrecisionReport(lines);
    }
  }

  private static double[] noisy(float[] latent) {
    float[] noise = new float[latent.length];
    new Noise(0, 0, Noise.Stream.TOWER_LATENT).fill(noise, 0, noise.length);
    double[] z = new double[latent.length];
    for (int i = 0; i < z.length; i++) {
      z[i] = TIME * latent[i] + (1 - TIME) * noise[i];
    }
    return z;
  }

  /** The stages of a model in one precision, without caches. */
  private static final class Side implements AutoCloseable {
    private final LoadedModel model;
    private final Sessions sessions;
    private final ImageEncoder images;
    private final RunControl control = RunControl.unlimited();

    Side(LoadedModel model, Precision precision, Supplier<String> sha256) {
      this.model = model;
      this.sessions =
          new Sessions(
              model, new NetworkWeights(model, Placement.CPU_FLOAT32.with(precision), sha256));
      this.images = new ImageEncoder(model, sessions, 0);
    }

    PromptEncoder prompts() {
      return new PromptEncoder(model, sessions, 0);
    }

    float[] logits(String text) {
      try (LanguageRun run = new LanguageRun(model.config(), sessions.get(LanguageGraph.NAME));
          KeyValueCache cache = new KeyValueCache(model.config().language())) {
        return run.feed(model.tokenizer().encode(text), null, cache, control);
      }
    }

    float[] velocities(KeyValues prompt, KeyValues empty, double[] z) {
      double[] conditional = new double[z.length];
      double[] unconditional = new double[z.length];
      TowerRunner tower = new TowerRunner(model.config(), () -> sessions.get(TowerGraph.NAME));
      try (SamplingQueue queue = new SamplingQueue(tower, 1);
          SamplingQueue.Member run = queue.join(prompt, empty, 1, control)) {
        run.both(z, TIME, conditional, unconditional);
      }
      float[] both = new float[2 * z.length];
      for (int i = 0; i < z.length; i++) {
        both[i] = (float) conditional[i];
        both[z.length + i] = (float) unconditional[i];
      }
      return both;
    }

    float[] pixels(float[] latent) {
      byte[] rgb =
          ImageDecoder.of(model.config().requireDrawing().decoder(), model, sessions)
              .decode(latent, 0, 0, 1, control)
              .rgb();
      float[] values = new float[rgb.length];
      for (int i = 0; i < rgb.length; i++) {
        values[i] = rgb[i] & 0xff;
      }
      return values;
    }

    @Override
    public void close() {
      sessions.close();
    }
  }

  /** Runs of both sides that take turns. */
  private record Turns(Side float32, Side int8, int runs) {
    Line line(String network, Function<Side, float[]> run) {
      double error = relativeError(run.apply(int8), run.apply(float32));
      double[] float32Millis = new double[runs];
      double[] int8Millis = new double[runs];
      for (int i = -WARM_UP; i < runs; i++) {
        double first = millis(float32, run);
        double second = millis(int8, run);
        if (i >= 0) {
          float32Millis[i] = first;
          int8Millis[i] = second;
        }
      }
      return new Line(network, error, median(float32Millis), median(int8Millis));
    }

    private static double millis(Side side, Function<Side, float[]> run) {
      long begin = System.nanoTime();
      var unused = run.apply(side);
      return (System.nanoTime() - begin) / 1e6;
    }

    private static double median(double[] values) {
      Arrays.sort(values);
      return values[values.length / 2];
    }

    private static double relativeError(float[] values, float[] expected) {
      double difference = 0;
      double length = 0;
      for (int i = 0; i < expected.length; i++) {
        difference += (values[i] - expected[i]) * (double) (values[i] - expected[i]);
        length += expected[i] * (double) expected[i];
      }
      return length == 0 ? 0 : Math.sqrt(difference / length);
    }
  }
}
