package ai.vugen.model.vision;

import ai.vugen.model.GoldenPlm;
import ai.vugen.model.GoldenTensors;
import ai.vugen.model.ModelParts;
import ai.vugen.model.NetworkGolden;
import ai.vugen.tensor.Dim;
import ai.vugen.tensor.Evaluator;
import ai.vugen.tensor.Evaluator.Input;
import ai.vugen.tensor.Kind;
import ai.vugen.tensor.Named;
import ai.vugen.tensor.NdArray;
import ai.vugen.tensor.Role;
import ai.vugen.tensor.Rope;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Perception encoder and projector. */
public final class VisionGoldens {
  private static final double TOLERANCE = 2e-5;
  private static final VisionConfig CONFIG = GoldenPlm.CONFIG.vision();
  private static final GoldenTensors EXPECTED =
      GoldenTensors.load("plm/model/expected.safetensors");
  private static final GoldenTensors SIZES =
      GoldenTensors.load("plm/model/vision_other_sizes.safetensors");

  private VisionGoldens() {}

  /** All comparisons. */
  public static List<NetworkGolden> all() {
    List<NetworkGolden> all = new ArrayList<>();
    for (GoldenPlm form : List.of(GoldenPlm.FLOAT32, GoldenPlm.SHARDED, GoldenPlm.ORIGINAL_NAMES)) {
      all.add(new NetworkGolden("vision, " + form, backend -> stages(backend, form)));
    }
    all.add(new NetworkGolden("vision, weights in bfloat16", VisionGoldens::bfloat16));
    all.add(new NetworkGolden("vision, three tiles", VisionGoldens::tiles));
    for (String size : List.of("42x42", "84x84", "60x88")) {
      all.add(new NetworkGolden("vision of " + size, backend -> size(backend, size)));
    }
    all.add(new NetworkGolden("vision rotary table", VisionGoldens::rotaryTable));
    return all;
  }

  /** z and its projection, as the model draws on them. */
  public static Evaluator.Program encoder(Evaluator backend, GoldenPlm form) {
    return backend.compile(
        (weights, in) -> {
          ModelParts networks = new ModelParts(GoldenPlm.CONFIG, weights);
          Tensor z = networks.vision(CONFIG.nativeGrid()).encode(in.get("pixels"));
          return Map.of("z", z, "tokens", networks.projector(CONFIG.nativeGrid()).project(z));
        },
        Map.of("pixels", pixels(CONFIG.imageSize(), CONFIG.imageSize())),
        form.parameters());
  }

  private static Input pixels(long height, long width) {
    return new Input(
        Kind.REAL, Shape.of(Dim.of("tiles"), Dim.of(3), Dim.of(height), Dim.of(width)));
  }

  private static void stages(Evaluator backend, GoldenPlm form) {
    try (Evaluator.Program program =
        backend.compile(
            VisionGoldens::everyStage, Map.of("pixels", pixels(56, 56)), form.parameters())) {
      NdArray image = EXPECTED.get("vision.pixel_values", 1, 3, 56, 56);
      Named<NdArray> outputs = program.run(Map.of("pixels", image));
      outputs.byName().forEach((name, value) -> EXPECTED.check(name, value, TOLERANCE));
    }
  }

  private static Map<String, Tensor> everyStage(Weights weights, Named<Tensor> in) {
    ModelParts networks = new ModelParts(GoldenPlm.CONFIG, weights);
    PerceptionEncoder encoder = networks.vision(CONFIG.nativeGrid());
    Projector projector = networks.projector(CONFIG.nativeGrid());
    Map<String, Tensor> stages = new LinkedHashMap<>();
    Tensor embedded = encoder.embed(in.get("pixels"));
    stages.put("vision.embeddings", embedded);
    List<Tensor> states = encoder.trace(embedded);
    stages.put("vision.norm_pre", states.get(0));
    for (int i = 1; i < states.size(); i++) {
      stages.put("vision.block." + (i - 1), states.get(i));
    }
    Tensor features = encoder.encode(in.get("pixels"));
    stages.put("vision.features", features);
    stages.put("projector.unpooled", projector.unpooled(features));
    stages.put("projector.output", projector.project(features));
    stages.put("vision.patches", patches(weights, in.get("pixels")));
    return stages;
  }

  private static Tensor patches(Weights weights, Tensor pixels) {
    Weights scope = weights.at(ModelParts.VISION);
    Tensor kernel =
        scope.get(
            "patch_embed.proj.weight",
            Role.Use.WINDOW,
            CONFIG.width(),
            3,
            CONFIG.patchSize(),
            CONFIG.patchSize());
    return pixels.conv2d(kernel, null, CONFIG.patchSize(), 0).flatten(2, 3).transpose(1, 2);
  }

  private static void bfloat16(Evaluator backend) {
    try (Evaluator.Program program = encoder(backend, GoldenPlm.BFLOAT16)) {
      NdArray image = EXPECTED.get("vision.pixel_values", 1, 3, 56, 56);
      NdArray z = program.run(Map.of("pixels", image)).get("z");
      EXPECTED.check("bf16_weights.vision.features", z, TOLERANCE);
    }
  }

  private static void tiles(Evaluator backend) {
    try (Evaluator.Program program = encoder(backend, GoldenPlm.FLOAT32)) {
      NdArray images = EXPECTED.get("tiles3.pixel_values", 3, 3, 56, 56);
      NdArray tokens = program.run(Map.of("pixels", images)).get("tokens");
      EXPECTED.check("tiles3.projector.output", tokens, TOLERANCE);
    }
  }

  private static void size(Evaluator backend, String size) {
    NdArray image = SIZES.get(size + ".pixel_values");
    Grid grid = CONFIG.grid((int) image.shape()[2], (int) image.shape()[3]);
    try (Evaluator.Program program =
        backend.compile(
            (weights, in) -> otherGrid(weights, in.get("pixels"), grid),
            Map.of("pixels", pixels(image.shape()[2], image.shape()[3])),
            GoldenPlm.FLOAT32.parameters())) {
      Named<NdArray> outputs = program.run(Map.of("pixels", image));
      SIZES.check(size + ".features", outputs.get("features"), TOLERANCE);
      SIZES.check(size + ".pos_embed", outputs.get("positions"), TOLERANCE);
      float[] angles = every(2, SIZES.get(size + ".rope_angles").floats());
      checkAngles(size, angles, outputs, TOLERANCE);
      if (grid.rows() == grid.columns()) {
        SIZES.check(size + ".projector.output", outputs.get("tokens"), TOLERANCE);
      }
    }
  }

  private static Map<String, Tensor> otherGrid(Weights weights, Tensor pixels, Grid grid) {
    ModelParts networks = new ModelParts(GoldenPlm.CONFIG, weights);
    Tensor features = networks.vision(grid).encode(pixels);
    Grid learned = CONFIG.nativeGrid();
    Weights scope = weights.at(ModelParts.VISION);
    Tensor table =
        scope.get("pos_embed", Role.Use.EMBEDDING, 1, 1L + learned.cells(), CONFIG.width());
    Rope rope = PositionTable.rope(CONFIG.headDim(), grid, weights);
    return Map.of(
        "features", features,
        "positions", PositionTable.resize(table, learned, grid, weights),
        "cos", rope.cos(),
        "sin", rope.sin(),
        "tokens", networks.projector(grid).project(features));
  }

  private static void rotaryTable(Evaluator backend) {
    GoldenTensors table = GoldenTensors.load("plm/rope/rope.safetensors");
    try (Evaluator.Program program =
        backend.compile(
            (weights, in) -> {
              Rope rope = PositionTable.rope(64, new Grid(32, 32), weights);
              Tensor tokens = in.get("tokens");
              return Map.of("cos", rope.cos().gather(tokens), "sin", rope.sin().gather(tokens));
            },
            Map.of("tokens", new Input(Kind.INDEX, Shape.of(Dim.of("tokens")))),
            GoldenPlm.FLOAT32.parameters())) {
      Named<NdArray> outputs = program.run(Map.of("tokens", table.get("pe32.token_index")));
      checkAngles("pe32", every(2, table.get("pe32.angle").floats()), outputs, 2e-6);
      check("pe32.cos", outputs.get("cos"), every(2, table.get("pe32.cos").floats()));
      check("pe32.sin", outputs.get("sin"), every(2, table.get("pe32.sin").floats()));
    }
  }

  private static void check(String what, NdArray actual, float[] expected) {
    GoldenTensors.check(what, actual.floats(), expected, 1e-6);
  }

  private static void checkAngles(
      String what, float[] angles, Named<NdArray> outputs, double tolerance) {
    float[] cos = new float[angles.length];
    float[] sin = new float[angles.length];
    for (int i = 0; i < angles.length; i++) {
      cos[i] = (float) Math.cos(angles[i]);
      sin[i] = (float) Math.sin(angles[i]);
    }
    GoldenTensors.check(what + " cos", outputs.get("cos").floats(), cos, tolerance);
    GoldenTensors.check(what + " sin", outputs.get("sin").floats(), sin, tolerance);
  }

  private static float[] every(int step, float[] values) {
    float[] kept = new float[values.length / step];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = values[i * step];
    }
    return kept;
  }
}
