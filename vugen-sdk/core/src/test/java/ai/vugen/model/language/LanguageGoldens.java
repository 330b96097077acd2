package ai.vugen.model.language;

import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.model.GoldenPlm;
import ai.vugen.model.GoldenTensors;
import ai.vugen.model.ModelParts;
import ai.vugen.model.NetworkGolden;
import ai.vugen.model.vision.VisionGoldens;
import ai.vugen.tensor.Dim;
import ai.vugen.tensor.Evaluator;
import ai.vugen.tensor.Kind;
import ai.vugen.tensor.Named;
import ai.vugen.tensor.NdArray;
import ai.vugen.tensor.Rope;
import ai.vugen.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Language model, alone and with image tokens. */
public final class LanguageGoldens {
  private static final double STATES = 2e-5;
  private static final double LOGITS = 1e-4;
  private static final LanguageConfig CONFIG = GoldenPlm.CONFIG.language();
  private static final GoldenTensors EXPECTED =
      GoldenTensors.load("plm/model/expected.safetensors");
  private static final long IMAGE = GoldenPlm.CONFIG.tokens().image();

  private LanguageGoldens() {}

  /** All comparisons. */
  public static List<NetworkGolden> all() {
    List<NetworkGolden> all = new ArrayList<>();
    for (GoldenPlm form : List.of(GoldenPlm.FLOAT32, GoldenPlm.SHARDED, GoldenPlm.ORIGINAL_NAMES)) {
      all.add(new NetworkGolden("text, " + form, backend -> text(backend, form)));
      all.add(new NetworkGolden("image and text, " + form, backend -> image(backend, form)));
    }
    all.add(new NetworkGolden("language, weights in bfloat16", LanguageGoldens::bfloat16));
    all.add(new NetworkGolden("text, token by token", LanguageGoldens::stepwise));
    all.add(new NetworkGolden("text, greedy", LanguageGoldens::greedyText));
    all.add(new NetworkGolden("image, greedy", LanguageGoldens::greedyImage));
    all.add(new NetworkGolden("text at positions with gaps", LanguageGoldens::gapped));
    all.add(new NetworkGolden("long text", LanguageGoldens::longText));
    all.add(new NetworkGolden("three tiles and text", LanguageGoldens::tiles));
    all.add(new NetworkGolden("language rotary table", LanguageGoldens::rotaryTable));
    return all;
  }

  private static LanguageProgram language(Evaluator backend, GoldenPlm form) {
    return new LanguageProgram(backend, CONFIG, ModelParts.LANGUAGE, form.parameters());
  }

  private static void text(Evaluator backend, GoldenPlm form) {
    try (LanguageProgram program = language(backend, form)) {
      long[] ids = EXPECTED.get("text.input_ids").longs();
      check("text.", program.text(ids, program.empty()));
    }
  }

  private static void image(Evaluator backend, GoldenPlm form) {
    try (LanguageProgram program = language(backend, form)) {
      check("image.", image(program, backend, form));
    }
  }

  private static Named<NdArray> image(LanguageProgram program, Evaluator backend, GoldenPlm form) {
    NdArray tokens = projected(backend, form, EXPECTED.get("image.pixel_values", 1, 3, 56, 56));
    return program.image(EXPECTED.get("image.input_ids").longs(), tokens, IMAGE);
  }

  private static NdArray projected(Evaluator backend, GoldenPlm form, NdArray pixels) {
    try (Evaluator.Program encoder = VisionGoldens.encoder(backend, form)) {
      NdArray tokens = encoder.run(Map.of("pixels", pixels)).get("tokens");
      return tokens.in(tokens.shape()[0] * tokens.shape()[1], tokens.shape()[2]);
    }
  }

  private static void check(String prefix, Named<NdArray> outputs) {
    outputs
        .byName()
        .forEach(
            (name, value) -> {
              boolean cached = name.startsWith("key") || name.startsWith("value");
              EXPECTED.check(
                  prefix + name,
                  cached ? headsFirst(value) : value,
                  name.equals("logits") ? LOGITS : STATES);
            });
  }

  /** Turns {@code [1, tokens, heads, dim]} into {@code [1, heads, tokens, dim]}. */
  private static NdArray headsFirst(NdArray cache) {
    int tokens = (int) cache.shape()[1];
    int heads = (int) cache.shape()[2];
    int dim = (int) cache.shape()[3];
    float[] turned = new float[cache.floats().length];
    for (int i = 0; i < tokens * heads; i++) {
      int to = (i % heads) * tokens + i / heads;
      System.arraycopy(cache.floats(), i * dim, turned, to * dim, dim);
    }
    return NdArray.of(turned, 1, heads, tokens, dim);
  }

  private static void bfloat16(Evaluator backend) {
    try (LanguageProgram program = language(backend, GoldenPlm.BFLOAT16)) {
      long[] ids = EXPECTED.get("text.input_ids").longs();
      NdArray text = program.text(ids, program.empty()).get("logits");
      EXPECTED.check("bf16_weights.text.logits", text, LOGITS);
      NdArray image = image(program, backend, GoldenPlm.BFLOAT16).get("logits");
      EXPECTED.check("bf16_weights.image.logits", image, LOGITS);
    }
  }

  private static void stepwise(Evaluator backend) {
    try (LanguageProgram program = language(backend, GoldenPlm.FLOAT32)) {
      long[] ids = EXPECTED.get("text.input_ids").longs();
      float[] logits = new float[ids.length * CONFIG.vocabulary()];
      LanguageProgram.Cache cache = program.empty();
      for (int from = 0, to = 16; from < ids.length; from = to, to++) {
        Named<NdArray> outputs = program.text(Arrays.copyOfRange(ids, from, to), cache);
        float[] part = outputs.get("logits").floats();
        System.arraycopy(part, 0, logits, from * CONFIG.vocabulary(), part.length);
        cache = program.append(cache, outputs);
      }
      NdArray all = NdArray.of(logits, 1, ids.length, CONFIG.vocabulary());
      EXPECTED.check("text.stepwise_logits", all, LOGITS);
    }
  }

  private static void greedyText(Evaluator backend) {
    try (LanguageProgram program = language(backend, GoldenPlm.FLOAT32)) {
      long[] ids = EXPECTED.get("text.input_ids").longs();
      greedy("text", program, program.text(ids, program.empty()));
    }
  }

  private static void greedyImage(Evaluator backend) {
    try (LanguageProgram program = language(backend, GoldenPlm.FLOAT32)) {
      greedy("image", program, image(program, backend, GoldenPlm.FLOAT32));
    }
  }

  private static void greedy(String prompt, LanguageProgram program, Named<NdArray> prefill) {
    long[] expected = EXPECTED.get(prompt + ".greedy_ids").longs();
    long[] ids = new long[expected.length];
    float[] margins = new float[ids.length];
    float[] logits = new float[ids.length * CONFIG.vocabulary()];
    Named<NdArray> outputs = prefill;
    LanguageProgram.Cache cache = program.empty();
    for (int step = 0; step < ids.length; step++) {
      cache = program.append(cache, outputs);
      float[] all = outputs.get("logits").floats();
      float[] last = Arrays.copyOfRange(all, all.length - CONFIG.vocabulary(), all.length);
      System.arraycopy(last, 0, logits, step * last.length, last.length);
      for (int id = 1; id < last.length; id++) {
        ids[step] = last[id] > last[(int) ids[step]] ? id : ids[step];
      }
      float[] sorted = last.clone();
      Arrays.sort(sorted);
      margins[step] = sorted[sorted.length - 1] - sorted[sorted.length - 2];
      outputs = program.text(new long[] {ids[step]}, cache);
    }
    assertThat(ids).isEqualTo(expected);
    EXPECTED.check(
        prompt + ".greedy_logits", NdArray.of(logits, ids.length, CONFIG.vocabulary()), LOGITS);
    EXPECTED.check(prompt + ".greedy_margin", NdArray.of(margins, ids.length), 2 * LOGITS);
  }

  private static void gapped(Evaluator backend) {
    try (LanguageProgram program = language(backend, GoldenPlm.FLOAT32)) {
      Named<NdArray> outputs =
          program.text(
              EXPECTED.get("gapped.input_ids").longs(),
              EXPECTED.get("gapped.position_ids").longs());
      EXPECTED.check("gapped.logits", outputs.get("logits"), LOGITS);
      for (int i = 0; i < CONFIG.layers(); i++) {
        EXPECTED.check("gapped.key." + i, headsFirst(outputs.get("key." + i)), LOGITS);
      }
    }
  }

  private static void longText(Evaluator backend) {
    try (LanguageProgram program = language(backend, GoldenPlm.FLOAT32)) {
      long[] ids = EXPECTED.get("long.input_ids").longs();
      Named<NdArray> outputs = program.text(ids, program.empty());
      long[] positions = EXPECTED.get("long.positions").longs();
      NdArray logits = rows(outputs.get("logits"), positions, CONFIG.vocabulary());
      EXPECTED.check("long.logits", logits, LOGITS);
      int width = CONFIG.kvHeads() * CONFIG.headDim();
      NdArray keys = rows(outputs.get("key.0"), positions, width);
      NdArray turned = headsFirst(keys.in(1, positions.length, CONFIG.kvHeads(), CONFIG.headDim()));
      EXPECTED.check("long.key.0", turned, STATES);
    }
  }

  private static NdArray rows(NdArray all, long[] positions, int width) {
    float[] rows = new float[positions.length * width];
    for (int i = 0; i < positions.length; i++) {
      System.arraycopy(all.floats(), (int) positions[i] * width, rows, i * width, width);
    }
    return NdArray.of(rows, positions.length, width);
  }

  private static void tiles(Evaluator backend) {
    try (LanguageProgram program = language(backend, GoldenPlm.FLOAT32)) {
      NdArray pixels = EXPECTED.get("tiles3.pixel_values", 3, 3, 56, 56);
      NdArray tokens = projected(backend, GoldenPlm.FLOAT32, pixels);
      Named<NdArray> outputs =
          program.image(EXPECTED.get("tiles3.input_ids").longs(), tokens, IMAGE);
      EXPECTED.check("tiles3.logits", outputs.get("logits"), LOGITS);
    }
  }

  /** The full-size table, whose angles at positions up to 11 000 were formed in float32. */
  private static void rotaryTable(Evaluator backend) {
    GoldenTensors table = GoldenTensors.load("plm/rope/rope.safetensors");
    RopeConfig config = new RopeConfig(500000, new RopeConfig.Scaling(32, 1, 4, 8192));
    float[] frequencies = config.frequencies(64);
    GoldenTensors.check("plm1b.inv_freq", frequencies, table.get("plm1b.inv_freq").floats(), 0);
    GoldenTensors.check(
        "plm1b.inv_freq_float64", frequencies, table.get("plm1b.inv_freq_float64").floats(), 1e-7);
    NdArray positions = table.get("plm1b.positions", 1, 17);
    try (Evaluator.Program program =
        backend.compile(
            (weights, in) -> {
              Rope rope =
                  LanguageModel.rope(
                      in.get("positions").toReal(), weights.constant(frequencies, 32));
              return Map.of("cos", rope.cos(), "sin", rope.sin());
            },
            Map.of(
                "positions",
                new Evaluator.Input(Kind.INDEX, Shape.of(Dim.of(1), Dim.of("tokens")))),
            GoldenPlm.FLOAT32.parameters())) {
      Named<NdArray> outputs = program.run(Map.of("positions", positions));
      for (String function : List.of("cos", "sin")) {
        float[] halves = table.get("plm1b." + function).floats();
        float[] expected = new float[halves.length / 2];
        for (int i = 0; i < expected.length; i++) {
          expected[i] = halves[i / 32 * 64 + i % 32];
        }
        GoldenTensors.check("plm1b." + function, outputs.get(function).floats(), expected, 1e-6);
      }
    }
  }
}
