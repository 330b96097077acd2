package ai.vugen.pipeline.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.device.Placement;
import ai.vugen.flow.FlowState;
import ai.vugen.flow.Guidance;
import ai.vugen.flow.GuidanceInterval;
import ai.vugen.flow.GuidedVelocity;
import ai.vugen.flow.Solver;
import ai.vugen.flow.StepListener;
import ai.vugen.flow.TowerSchedule;
import ai.vugen.goldens.Goldens;
import ai.vugen.graph.LanguageGraph;
import ai.vugen.graph.TowerGraph;
import ai.vugen.model.ModelConfig;
import ai.vugen.model.PlmConfig;
import ai.vugen.model.SpecialTokens;
import ai.vugen.model.VugenConfig;
import ai.vugen.model.decoder.PddConfig;
import ai.vugen.model.decoder.Prediction;
import ai.vugen.model.language.LanguageConfig;
import ai.vugen.model.language.RopeConfig;
import ai.vugen.model.latent.UnderstandingLatents;
import ai.vugen.model.reducer.ReducerConfig;
import ai.vugen.model.tower.TowerConfig;
import ai.vugen.model.vision.Grid;
import ai.vugen.model.vision.VisionConfig;
import ai.vugen.onnx.OnnxGraph;
import ai.vugen.pipeline.language.KeyValueCache;
import ai.vugen.pipeline.language.KeyValues;
import ai.vugen.pipeline.language.LanguageRun;
import ai.vugen.runtime.RunControl;
import ai.vugen.runtime.Session;
import ai.vugen.runtime.SessionOptions;
import ai.vugen.session.ModelGraphs;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The text's keys and values, velocities and whole runs of the reference's mixture of towers. */
class TowerGoldenTest {
  private static final int[] PROMPT = {1, 17, 5, 42, 63, 8, 2};
  private static final int[] EMPTY = {1};
  private static final int SIZE = 8 * 8 * 8;
  private static final Goldens EXPECTED = Goldens.load("decoders/tower_tiny_expected.safetensors");
  private static final ModelConfig CONFIG = config();

  private static ModelConfig config() {
    LanguageConfig language =
        new LanguageConfig(
            3,
            64,
            8,
            2,
            8,
            128,
            64,
            1e-5,
            new RopeConfig(500000, new RopeConfig.Scaling(32, 1, 4, 8192)),
            128);
    VisionConfig vision = new VisionConfig(64, 8, 32, 1, 2, 64, 2);
    SpecialTokens tokens = new SpecialTokens(1, 3, List.of(2));
    return new VugenConfig(
        new PlmConfig("tower", vision, 1, language, tokens, null),
        new UnderstandingLatents(vision, 64, new ReducerConfig.Pca(32, 8)),
        new TowerConfig(language, new Grid(8, 8), 8, 2, 256),
        new PddConfig(64, 1, 8, 8, List.of(8, 8, 8, 8), 1, 1, 1, 8, 8, 8, 2, Prediction.VELOCITY));
  }

  private static Session open(String network) {
    Checkpoint weights =
        Checkpoint.open(Goldens.path("decoders"), "tower_tiny_weights.safetensors");
    OnnxGraph graph =
        ModelGraphs.of(
            CONFIG.network(network), CONFIG, Placement.CPU_FLOAT32, weights.entries()::get);
    return Session.open(
        graph.toBytes(),
        SessionOptions.named(network).withWeights(Objects.requireNonNull(graph.weightsFolder())));
  }

  private static KeyValues prefix(int[] ids) {
    try (Session session = open(LanguageGraph.NAME);
        LanguageRun run = new LanguageRun(CONFIG, session);
        KeyValueCache cache = new KeyValueCache(CONFIG.language())) {
      run.feed(ids, null, cache, RunControl.unlimited());
      return cache.copy();
    }
  }

  @Test
  void keysAndValuesOfTheText() {
    KeyValues prompt = prefix(PROMPT);
    KeyValues empty = prefix(EMPTY);
    for (int i = 0; i < 3; i++) {
      assertClose(prompt.keys().get(i), EXPECTED.floats("cond.text_k" + i), 2e-5);
      assertClose(prompt.values().get(i), EXPECTED.floats("cond.text_v" + i), 2e-5);
      assertClose(empty.keys().get(i), EXPECTED.floats("uncond.text_k" + i), 2e-5);
      assertClose(empty.values().get(i), EXPECTED.floats("uncond.text_v" + i), 2e-5);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.35, 0.9})
  void velocitiesOfBothBranches(double time) {
    double[] z = new double[SIZE];
    int sample = List.of(0.0, 0.35, 0.9).indexOf(time);
    System.arraycopy(EXPECTED.doubles("z_t"), sample * SIZE, z, 0, SIZE);
    double[] conditional = new double[SIZE];
    double[] unconditional = new double[SIZE];
    try (Session session = open(TowerGraph.NAME);
        SamplingQueue queue = new SamplingQueue(new TowerRunner(CONFIG, () -> session), 1);
        SamplingQueue.Member run =
            queue.join(prefix(PROMPT), prefix(EMPTY), 1, RunControl.unlimited())) {
      run.both(z, time, conditional, unconditional);
      assertClose(conditional, EXPECTED.doubles("t" + time + ".v_cond"), 2e-5);
      assertClose(unconditional, EXPECTED.doubles("t" + time + ".v_uncond"), 2e-5);
      run.conditional(z, time, conditional);
      assertClose(conditional, EXPECTED.doubles("t" + time + ".v_cond"), 2e-5);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void twentyFiveEulerSteps(int scale) {
    FlowState state = new FlowState(2 * SIZE); // two samples at once, both of the same noise
    double[] noise = EXPECTED.doubles("euler_noise");
    System.arraycopy(noise, 0, state.z(), 0, SIZE);
    System.arraycopy(noise, 0, state.z(), SIZE, SIZE);
    try (Session session = open(TowerGraph.NAME);
        SamplingQueue queue = new SamplingQueue(new TowerRunner(CONFIG, () -> session), 2);
        SamplingQueue.Member run =
            queue.join(prefix(PROMPT), prefix(EMPTY), 2, RunControl.unlimited())) {
      GuidedVelocity velocity =
          new GuidedVelocity(run, Guidance.classifierFree(scale), GuidanceInterval.ALWAYS, 2, SIZE);
      Solver.EULER.integrate(velocity, TowerSchedule.even(25), state, StepListener.NONE);
    }
    double[] expected = EXPECTED.doubles("euler25_w" + scale + ".result");
    for (int sample = 0; sample < 2; sample++) {
      double[] result = new double[SIZE];
      System.arraycopy(state.z(), sample * SIZE, result, 0, SIZE);
      assertClose(result, expected, 1e-4);
    }
  }

  private static void assertClose(float[] values, float[] expected, double tolerance) {
    double[] wide = new double[values.length];
    double[] wideExpected = new double[expected.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    for (int i = 0; i < expected.length; i++) {
      wideExpected[i] = expected[i];
    }
    assertClose(wide, wideExpected, tolerance);
  }

  private static void assertClose(double[] values, double[] expected, double tolerance) {
    assertThat(values).hasSameSizeAs(expected);
    for (int i = 0; i < values.length; i++) {
      assertThat(Math.abs(values[i] - expected[i])).as("element %d", i).isLessThan(tolerance);
    }
  }
}
