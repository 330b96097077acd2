package ai.vugen.model.tower;

import ai.vugen.model.GoldenTensors;
import ai.vugen.model.ModelParts;
import ai.vugen.model.NetworkGolden;
import ai.vugen.model.language.LanguageConfig;
import ai.vugen.model.language.LanguageModel;
import ai.vugen.model.language.RopeConfig;
import ai.vugen.model.vision.Grid;
import ai.vugen.tensor.Dim;
import ai.vugen.tensor.Evaluator;
import ai.vugen.tensor.Evaluator.Input;
import ai.vugen.tensor.KeyValue;
import ai.vugen.tensor.Kind;
import ai.vugen.tensor.Named;
import ai.vugen.tensor.NdArray;
import ai.vugen.tensor.RmsNorm;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.StoredParameters;
import ai.vugen.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Generation tower, on the text's keys and values of the language model beside it. */
public final class TowerGoldens {
  private static final double TOLERANCE = 2e-5;
  private static final double GUIDED = 1e-4;
  private static final LanguageConfig LANGUAGE =
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
          8192);
  private static final TowerConfig CONFIG = new TowerConfig(LANGUAGE, new Grid(8, 8), 8, 2, 256);
  private static final int LATENT = 8 * 8 * 8;
  private static final float[] TIMES = {0, 0.35f, 0.9f};
  private static final GoldenTensors EXPECTED =
      GoldenTensors.load("decoders/tower_tiny_expected.safetensors");

  private TowerGoldens() {}

  /** All comparisons. */
  public static List<NetworkGolden> all() {
    return List.of(
        new NetworkGolden("tower, keys and values of the text", TowerGoldens::prefixes),
        new NetworkGolden("tower, velocities", TowerGoldens::velocities),
        new NetworkGolden("tower, guidance in one batch with a mask", TowerGoldens::guided),
        new NetworkGolden("tower, 25 steps without guidance", TowerGoldens::unguidedSteps),
        new NetworkGolden("tower, 25 steps with guidance", TowerGoldens::guidedSteps),
        new NetworkGolden("tower, activations", TowerGoldens::activations),
        new NetworkGolden("tower, parts", TowerGoldens::parts));
  }

  private static Evaluator.Parameters parameters() {
    return StoredParameters.of(GoldenTensors.weights("decoders", "tower_tiny_weights.safetensors"));
  }

  private static Input real(Dim... dims) {
    return new Input(Kind.REAL, Shape.of(dims));
  }

  private static void prefixes(Evaluator backend) {
    Shape ids = Shape.of(Dim.of(1), Dim.of("tokens"));
    Map<String, Input> inputs = new LinkedHashMap<>();
    inputs.put("ids", new Input(Kind.INDEX, ids));
    inputs.put("positions", new Input(Kind.INDEX, ids));
    inputs.put("mask", real(Dim.of("tokens"), Dim.of("tokens")));
    try (Evaluator.Program program =
        backend.compile(
            (weights, in) -> {
              LanguageModel model = new LanguageModel(LANGUAGE, weights.at(ModelParts.LANGUAGE));
              LanguageModel.Output output =
                  model.run(
                      model.embed(in.get("ids")), in.get("positions"), List.of(), in.get("mask"));
              Map<String, Tensor> outputs = new LinkedHashMap<>();
              for (int i = 0; i < LANGUAGE.layers(); i++) {
                outputs.put("text_k" + i, output.keyValues().get(i).key());
                outputs.put("text_v" + i, output.keyValues().get(i).value());
              }
              outputs.put("text_final_norm", model.normed(output.last()));
              return outputs;
            },
            inputs,
            parameters())) {
      prefix(program, "cond", 1, 17, 5, 42, 63, 8, 2);
      prefix(program, "uncond", 1);
    }
  }

  private static void prefix(Evaluator.Program program, String branch, long... ids) {
    long[] positions = new long[ids.length];
    float[] mask = new float[ids.length * ids.length];
    for (int i = 0; i < ids.length; i++) {
      positions[i] = i;
      Arrays.fill(mask, i * ids.length + i + 1, (i + 1) * ids.length, Float.NEGATIVE_INFINITY);
    }
    Named<NdArray> outputs =
        program.run(
            Map.of(
                "ids", NdArray.of(ids, 1, ids.length),
                "positions", NdArray.of(positions, 1, ids.length),
                "mask", NdArray.of(mask, ids.length, ids.length)));
    outputs
        .byName()
        .forEach(
            (name, value) -> {
              if (branch.equals("cond") || !name.equals("text_final_norm")) {
                EXPECTED.check(branch + "." + name, value, TOLERANCE);
              }
            });
  }

  /** The tower with a mask over a padded prefix, as a pipeline batches guidance's branches. */
  private static Evaluator.Program tower(Evaluator backend) {
    return backend.compile(
        (weights, in) -> {
          GenerationTower tower = new GenerationTower(CONFIG, weights.at(ModelParts.TOWER));
          return Map.of(
              "velocity",
              tower.velocity(
                  in.get("latent"), in.get("time"), in.get("position"), cache(in), in.get("mask")));
        },
        inputs(),
        parameters());
  }

  private static List<KeyValue> cache(Named<Tensor> in) {
    List<KeyValue> cache = new ArrayList<>();
    for (int i = 0; i < LANGUAGE.layers(); i++) {
      cache.add(new KeyValue(in.get("text_k" + i), in.get("text_v" + i)));
    }
    return cache;
  }

  private static Map<String, Input> inputs() {
    Dim batch = Dim.of("batch");
    Dim text = Dim.of("text");
    Dim one = Dim.of(1);
    Map<String, Input> inputs = new LinkedHashMap<>();
    inputs.put("latent", real(batch, Dim.of(8), Dim.of(8), Dim.of(8)));
    inputs.put("time", real(batch));
    inputs.put("position", new Input(Kind.INDEX, Shape.of(batch)));
    inputs.put("mask", real(batch, one, one, text.plus(Dim.of(16))));
    for (int i = 0; i < LANGUAGE.layers(); i++) {
      inputs.put("text_k" + i, real(batch, text, Dim.of(2), Dim.of(8)));
      inputs.put("text_v" + i, real(batch, text, Dim.of(2), Dim.of(8)));
    }
    return inputs;
  }

  /** Inputs of one branch, or of both in one batch, padded to the longer text. */
  private static Map<String, NdArray> inputs(float[] latent, float time, String... branches) {
    int batch = branches.length;
    float[] latents = new float[batch * LATENT];
    float[] times = new float[batch];
    long[] positions = new long[batch];
    int text = (int) Arrays.stream(branches).mapToLong(TowerGoldens::tokens).max().orElseThrow();
    float[] mask = new float[batch * (text + 16)];
    for (int i = 0; i < batch; i++) {
      System.arraycopy(latent, 0, latents, i * LATENT, LATENT);
      times[i] = time;
      positions[i] = tokens(branches[i]);
      Arrays.fill(mask, i * (text + 16) + (int) positions[i], i * (text + 16) + text, -1e9f);
    }
    Map<String, NdArray> inputs = new LinkedHashMap<>();
    inputs.put("latent", NdArray.of(latents, batch, 8, 8, 8));
    inputs.put("time", NdArray.of(times, batch));
    inputs.put("position", NdArray.of(positions, batch));
    inputs.put("mask", NdArray.of(mask, batch, 1, 1, text + 16));
    for (int i = 0; i < LANGUAGE.layers(); i++) {
      for (String name : List.of("text_k" + i, "text_v" + i)) {
        float[] padded = new float[batch * text * 16];
        for (int b = 0; b < batch; b++) {
          float[] values = EXPECTED.get(branches[b] + "." + name).floats();
          System.arraycopy(values, 0, padded, b * text * 16, values.length);
        }
        inputs.put(name, NdArray.of(padded, batch, text, 2, 8));
      }
    }
    return inputs;
  }

  private static long tokens(String branch) {
    return EXPECTED.get(branch + ".text_k0").shape()[0];
  }

  private static float[] latent(int time) {
    return Arrays.copyOfRange(EXPECTED.get("z_t").floats(), time * LATENT, (time + 1) * LATENT);
  }

  private static void velocities(Evaluator backend) {
    try (Evaluator.Program program = tower(backend)) {
      for (int i = 0; i < TIMES.length; i++) {
        for (String branch : List.of("cond", "uncond")) {
          NdArray velocity = program.run(inputs(latent(i), TIMES[i], branch)).get("velocity");
          EXPECTED.check("t" + TIMES[i] + ".v_" + branch, velocity, TOLERANCE);
        }
      }
    }
  }

  private static void guided(Evaluator backend) {
    try (Evaluator.Program program = tower(backend)) {
      for (int i = 0; i < TIMES.length; i++) {
        String time = "t" + TIMES[i];
        float[] both =
            program.run(inputs(latent(i), TIMES[i], "cond", "uncond")).get("velocity").floats();
        float[] expected = EXPECTED.get(time + ".v_cond").floats();
        GoldenTensors.check(time + ".v_cond of both", both, expected, TOLERANCE);
        NdArray guided = NdArray.of(combine(both, 5), 8, 8, 8);
        EXPECTED.check(time + ".v_cfg5", guided, GUIDED);
      }
    }
  }

  /** v_u + w (v_c − v_u) of both branches behind each other. */
  private static float[] combine(float[] both, float scale) {
    float[] combined = new float[LATENT];
    for (int i = 0; i < LATENT; i++) {
      combined[i] = both[LATENT + i] + scale * (both[i] - both[LATENT + i]);
    }
    return combined;
  }

  private static void unguidedSteps(Evaluator backend) {
    try (Evaluator.Program program = tower(backend)) {
      float[] z = EXPECTED.get("euler_noise").floats().clone();
      for (int step = 0; step < 25; step++) {
        float[] v = program.run(inputs(z, step / 25f, "cond")).get("velocity").floats();
        move(z, v);
      }
      EXPECTED.check("euler25_w1.result", NdArray.of(z, 8, 8, 8), GUIDED);
    }
  }

  private static void guidedSteps(Evaluator backend) {
    try (Evaluator.Program program = tower(backend)) {
      float[] z = EXPECTED.get("euler_noise").floats().clone();
      for (int step = 0; step < 25; step++) {
        float[] both =
            program.run(inputs(z, step / 25f, "cond", "uncond")).get("velocity").floats();
        move(z, combine(both, 5));
        if (List.of(1, 5, 12).contains(step + 1)) {
          String name = "euler25_w5.after_step" + (step + 1);
          EXPECTED.check(name, NdArray.of(z, 8, 8, 8), GUIDED);
        }
      }
      EXPECTED.check("euler25_w5.result", NdArray.of(z, 8, 8, 8), GUIDED);
    }
  }

  private static void move(float[] z, float[] v) {
    for (int i = 0; i < z.length; i++) {
      z[i] += v[i] / 25;
    }
  }

  private static void activations(Evaluator backend) {
    try (Evaluator.Program program =
        backend.compile(
            (weights, in) -> {
              GenerationTower tower = new GenerationTower(CONFIG, weights.at(ModelParts.TOWER));
              Tensor x = tower.enter(in.get("latent"), in.get("time"));
              List<Tensor> states = tower.run(x, in.get("position"), cache(in), in.get("mask"));
              Map<String, Tensor> outputs = new LinkedHashMap<>();
              outputs.put("time_embedding", tower.embed(in.get("time")));
              outputs.put("vision_in", x);
              for (int i = 0; i < states.size(); i++) {
                outputs.put("layer" + i + "_out", states.get(i));
              }
              outputs.put("final_norm", tower.normed(states.get(states.size() - 1)));
              return outputs;
            },
            inputs(),
            parameters())) {
      program
          .run(inputs(latent(1), TIMES[1], "cond"))
          .byName()
          .forEach((name, value) -> EXPECTED.check("act_t0.35.cond." + name, value, TOLERANCE));
    }
  }

  private static void parts(Evaluator backend) {
    float[] positions = GenerationTower.positions(CONFIG.tokens(), LANGUAGE.width());
    EXPECTED.check("pos_embed_2d", NdArray.of(positions, 16, 64), TOLERANCE);
    float[] frequencies = LANGUAGE.rope().frequencies(LANGUAGE.headDim());
    EXPECTED.check("rope_inv_freq", NdArray.of(frequencies, 4), 1e-7);
    Map<String, Input> inputs = new LinkedHashMap<>();
    inputs.put("latent", real(Dim.of("batch"), Dim.of(8), Dim.of(8), Dim.of(8)));
    inputs.put("time", real(Dim.of("batch")));
    inputs.put("x", real(Dim.of(5), Dim.of(64)));
    try (Evaluator.Program program =
        backend.compile(
            (weights, in) -> {
              GenerationTower tower = new GenerationTower(CONFIG, weights.at(ModelParts.TOWER));
              RmsNorm norm = RmsNorm.of(weights.at(ModelParts.TOWER).at("norm"), 64, 1e-5);
              return Map.of(
                  "patchified_z_t_1", tower.patchify(in.get("latent")),
                  "time_sinusoid_t0.35", ExactSinusoid.of(weights, 256).apply(in.get("time")),
                  "probe.rms_norm.out", norm.apply(in.get("x")));
            },
            inputs,
            parameters())) {
      program
          .run(
              Map.of(
                  "latent", NdArray.of(latent(1), 1, 8, 8, 8),
                  "time", NdArray.of(new float[] {0.35f}, 1),
                  "x", EXPECTED.get("probe.rms_norm.in")))
          .byName()
          .forEach((name, value) -> EXPECTED.check(name, value, TOLERANCE));
    }
  }
}
