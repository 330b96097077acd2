package ai.vugen.model.decoder;

import ai.vugen.model.GoldenTensors;
import ai.vugen.model.NetworkGolden;
import ai.vugen.tensor.Dim;
import ai.vugen.tensor.Evaluator;
import ai.vugen.tensor.Evaluator.Input;
import ai.vugen.tensor.GroupNorm;
import ai.vugen.tensor.Kind;
import ai.vugen.tensor.LayerNorm;
import ai.vugen.tensor.Linear;
import ai.vugen.tensor.Named;
import ai.vugen.tensor.NdArray;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Sinusoid;
import ai.vugen.tensor.StoredParameters;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pixel diffusion decoder: velocities, images, activations and single modules. */
public final class DecoderGoldens {
  private static final double TOLERANCE = 3e-5;
  private static final GoldenTensors EXPECTED =
      GoldenTensors.load("decoders/ssdd_tiny_expected.safetensors");

  private DecoderGoldens() {}

  private enum Case {
    A("a", 64, 8),
    B("b", 80, 10),
    C("c", 80, 5);

    private final String prefix;
    private final int image;
    private final int latent;

    Case(String prefix, int image, int latent) {
      this.prefix = prefix + ".";
      this.image = image;
      this.latent = latent;
    }

    PddConfig config() {
      List<Integer> channels = List.of(32, 32, 32, 64);
      return new PddConfig(
          image, 1, 8, latent, channels, 2, 2, 4, 16, 8, 32, 2, Prediction.VELOCITY);
    }

    NdArray get(String name) {
      return EXPECTED.get(prefix + name);
    }

    NdArray image(float[] values) {
      return NdArray.of(values, 1, 3, image, image);
    }

    void check(String name, NdArray actual) {
      EXPECTED.check(prefix + name, actual, TOLERANCE);
    }
  }

  /** All comparisons. */
  public static List<NetworkGolden> all() {
    List<NetworkGolden> all = new ArrayList<>();
    for (Case at : Case.values()) {
      String decoder = "decoder of " + at.image + " pixels, latent " + at.latent;
      all.add(new NetworkGolden(decoder + ", velocities", backend -> velocities(backend, at)));
      all.add(new NetworkGolden(decoder + ", one step", backend -> oneStep(backend, at)));
      all.add(new NetworkGolden(decoder + ", activations", backend -> activations(backend, at)));
    }
    all.add(
        new NetworkGolden(
            "decoder of 64 pixels, eight steps, p = 2", b -> eightSteps(b, Case.A, 2)));
    all.add(
        new NetworkGolden(
            "decoder of 64 pixels, eight steps, p = 4", b -> eightSteps(b, Case.A, 4)));
    all.add(
        new NetworkGolden(
            "decoder of 80 pixels, eight steps, p = 2", b -> eightSteps(b, Case.B, 2)));
    all.add(new NetworkGolden("modules of the decoder", DecoderGoldens::modules));
    return all;
  }

  private static Evaluator.Parameters parameters() {
    return StoredParameters.of(GoldenTensors.weights("decoders", "ssdd_tiny_weights.safetensors"));
  }

  private static Input real(Dim... dims) {
    return new Input(Kind.REAL, Shape.of(dims));
  }

  private static Map<String, Input> inputs(Case at) {
    Dim batch = Dim.of("batch");
    Map<String, Input> inputs = new LinkedHashMap<>();
    inputs.put("pixels", real(batch, Dim.of(3), Dim.of(at.image), Dim.of(at.image)));
    inputs.put("latent", real(batch, Dim.of(8), Dim.of(at.latent), Dim.of(at.latent)));
    inputs.put("time", real(batch));
    return inputs;
  }

  private static Evaluator.Program decoder(Evaluator backend, Case at) {
    return backend.compile(
        (weights, in) -> {
          PixelDiffusionDecoder decoder =
              new PixelDiffusionDecoder(at.config(), weights.at("decoder"));
          return Map.of(
              "velocity",
              decoder.decode(in.get("pixels"), in.get("latent"), in.get("time")).velocity());
        },
        inputs(at),
        parameters());
  }

  private static Map<String, NdArray> arguments(Case at, NdArray pixels, float time) {
    return Map.of(
        "pixels", pixels, "latent", at.get("z"), "time", NdArray.of(new float[] {time}, 1));
  }

  private static NdArray velocity(Evaluator.Program program, Case at, NdArray pixels, float time) {
    return program.run(arguments(at, pixels, time)).get("velocity");
  }

  /** x_t = (1 − t) x + t noise. */
  private static NdArray noisy(Case at, float time) {
    float[] x = at.get("x").floats();
    float[] noise = at.get("eps").floats();
    float[] mixed = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      mixed[i] = (1 - time) * x[i] + time * noise[i];
    }
    return at.image(mixed);
  }

  private static void velocities(Evaluator backend, Case at) {
    try (Evaluator.Program program = decoder(backend, at)) {
      at.check("u_t1.0", velocity(program, at, at.get("eps"), 1));
      at.check("u_t0.7", velocity(program, at, noisy(at, 0.7f), 0.7f));
      at.check("u_t0.25", velocity(program, at, noisy(at, 0.25f), 0.25f));
      if (at == Case.A) {
        at.check("x_t0.7", noisy(at, 0.7f));
        at.check("x_t0.25", noisy(at, 0.25f));
      }
    }
  }

  private static void oneStep(Evaluator backend, Case at) {
    try (Evaluator.Program program = decoder(backend, at)) {
      at.check("decode1", at.image(steps(program, at, new float[] {1, 0})));
    }
  }

  private static void eightSteps(Evaluator backend, Case at, int power) {
    float[] times = new float[9];
    for (int i = 0; i < times.length; i++) {
      times[i] = (float) Math.pow(1 - i / 8.0, power);
    }
    EXPECTED.check("t_steps8_p" + power, NdArray.of(times, 9), 1e-7);
    try (Evaluator.Program program = decoder(backend, at)) {
      at.check("decode8_p" + power, at.image(steps(program, at, times)));
    }
  }

  private static float[] steps(Evaluator.Program program, Case at, float[] times) {
    float[] x = at.get("eps").floats().clone();
    for (int i = 0; i + 1 < times.length; i++) {
      float[] u = velocity(program, at, at.image(x.clone()), times[i]).floats();
      for (int j = 0; j < x.length; j++) {
        x[j] += (times[i] - times[i + 1]) * u[j];
      }
    }
    return x;
  }

  private static void activations(Evaluator backend, Case at) {
    try (Evaluator.Program program =
        backend.compile(
            (weights, in) -> activations(at.config(), weights.at("decoder"), in),
            inputs(at),
            parameters())) {
      Named<NdArray> outputs = program.run(arguments(at, noisy(at, 0.7f), 0.7f));
      List<String> wanted =
          at == Case.A
              ? List.copyOf(outputs.byName().keySet())
              : List.of(
                  "ada_ctx_proj", "down_blocks.3", "mid_block", "mid_block.transformer_blocks.0");
      wanted.forEach(name -> at.check("act_t0.7." + name, outputs.get(name)));
    }
  }

  private static Map<String, Tensor> activations(
      PddConfig config, Weights weights, Named<Tensor> in) {
    PixelDiffusionDecoder decoder = new PixelDiffusionDecoder(config, weights);
    Tensor context = decoder.context(in.get("latent"));
    Tensor time = decoder.embed(in.get("time"));
    Tensor entered = decoder.enter(in.get("pixels"), in.get("latent"));
    Deque<Tensor> skips = new ArrayDeque<>();
    Tensor down = decoder.runDown(entered, context, time.silu(), skips);
    List<Tensor> states = new ArrayList<>(skips);
    Collections.reverse(states); // conv_in, then two blocks and a downsampler per level
    List<Tensor> tokens = decoder.runMid(down, context.silu());
    Tensor mid = decoder.leaveMid(down, tokens);
    List<Tensor> up = decoder.runUp(mid, context, time.silu(), skips);

    Map<String, Tensor> outputs = new LinkedHashMap<>();
    outputs.put("ada_ctx_proj", context);
    outputs.put("time_proj", Sinusoid.of(weights, config.base()).apply(in.get("time")));
    outputs.put("time_embedding", time);
    outputs.put("conv_in.ch0_2", entered.slice(1, 0, 2));
    Weights resnet = weights.at("down_blocks.0.resnets.0");
    Tensor norm1 =
        new AdaptiveGroupNorm(config, config.base(), config.side(0), resnet.at("norm1"))
            .apply(entered, context);
    outputs.put("down_blocks.0.resnets.0.norm1.ch0_2", norm1.slice(1, 0, 2));
    outputs.put("down_blocks.0.resnets.0.ch0_2", states.get(1).slice(1, 0, 2));
    outputs.put("down_blocks.0.ch0_8", states.get(3).slice(1, 0, 8));
    outputs.put("down_blocks.1", states.get(6));
    outputs.put("down_blocks.2", states.get(9));
    outputs.put("down_blocks.3", down);
    outputs.putAll(block(config, weights.at("mid_block"), down, context));
    outputs.put("mid_block.transformer_blocks.0", tokens.get(0));
    outputs.put("mid_block.transformer_blocks.1", tokens.get(1));
    outputs.put("mid_block", mid);
    outputs.put("up_blocks.0", up.get(0));
    outputs.put("up_blocks.1.ch0_8", up.get(1).slice(1, 0, 8));
    outputs.put("up_blocks.2.ch0_2", up.get(2).slice(1, 0, 2));
    outputs.put("up_blocks.3.ch0_2", up.get(3).slice(1, 0, 2));
    Tensor normed = outNorm(weights).apply(up.get(3));
    outputs.put("conv_norm_out.ch0_2", normed.slice(1, 0, 2));
    return outputs;
  }

  /** What happens before and inside the first transformer block; context and tokens of one grid. */
  private static Map<String, Tensor> block(
      PddConfig config, Weights mid, Tensor down, Tensor context) {
    int width = config.deepest();
    Tensor tokens =
        Linear.of(mid.at("proj_in"), width, width)
            .apply(midNorm(mid).apply(down).flatten(2, 3).transpose(1, 2));
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    outputs.put("mid_block.proj_in", tokens);
    if (config.latentSide() == config.deepestSide()) {
      Weights scope = mid.block("transformer_blocks", 0);
      Tensor modulation =
          Linear.of(scope.at("norm1.linear"), config.base(), 2L * width)
              .apply(context.silu().flatten(2, 3).transpose(1, 2));
      Tensor normed =
          tokens
              .layerNorm(null, null, 1e-5)
              .mul(modulation.slice(-1, width, 2L * width).add(1))
              .add(modulation.slice(-1, 0, width));
      outputs.put("mid_block.transformer_blocks.0.norm1", normed);
      outputs.put(
          "mid_block.transformer_blocks.0.attn1", new LocalAttention(config, scope).apply(normed));
    }
    return outputs;
  }

  private static GroupNorm midNorm(Weights mid) {
    return GroupNorm.of(mid.at("norm"), 32, 64, 1e-6);
  }

  private static GroupNorm outNorm(Weights weights) {
    return GroupNorm.of(weights.at("conv_norm_out"), 32, 32, 1e-5);
  }

  private static void modules(Evaluator backend) {
    Map<String, Input> inputs = new LinkedHashMap<>();
    List<String> names = List.of("block0_ff", "block0_norm2", "conv_norm_out", "mid_norm");
    names.forEach(name -> inputs.put(name, new Input(Kind.REAL, Shape.of(probe(name).shape()))));
    try (Evaluator.Program program =
        backend.compile(
            (weights, in) -> modules(weights.at("decoder"), in), inputs, parameters())) {
      Map<String, NdArray> arguments = new LinkedHashMap<>();
      names.forEach(name -> arguments.put(name, probe(name)));
      Named<NdArray> outputs = program.run(arguments);
      names.forEach(
          name -> EXPECTED.check("probe." + name + ".out", outputs.get("out." + name), TOLERANCE));
    }
  }

  private static NdArray probe(String name) {
    return EXPECTED.get("probe." + name + ".in");
  }

  private static Map<String, Tensor> modules(Weights weights, Named<Tensor> in) {
    Weights block = weights.at("mid_block.transformer_blocks", 0);
    Tensor both = Linear.of(block.at("ff.proj_in_act.proj"), 64, 512).apply(in.get("block0_ff"));
    Tensor gated = both.slice(-1, 0, 256).mul(both.slice(-1, 256, 512).gelu());
    return Map.of(
        "out.block0_ff", Linear.of(block.at("ff.proj_out"), 256, 64).apply(gated),
        "out.block0_norm2", LayerNorm.of(block.at("norm2"), 64, 1e-5).apply(in.get("block0_norm2")),
        "out.conv_norm_out", outNorm(weights).apply(in.get("conv_norm_out")),
        "out.mid_norm", midNorm(weights.at("mid_block")).apply(in.get("mid_norm")));
  }
}
