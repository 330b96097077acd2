package ai.vugen.evaluation.judge;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.checkpoint.WeightCheck;
import ai.vugen.device.Placement;
import ai.vugen.error.InvalidImageException;
import ai.vugen.error.ModelException;
import ai.vugen.evaluation.judge.Judge.Sighting;
import ai.vugen.file.Sha256;
import ai.vugen.image.Pixels;
import ai.vugen.json.JsonSection;
import ai.vugen.onnx.Lowering;
import ai.vugen.onnx.OnnxGraph;
import ai.vugen.runtime.ElementType;
import ai.vugen.runtime.NativeBuffer;
import ai.vugen.runtime.RunControl;
import ai.vugen.runtime.Session;
import ai.vugen.runtime.SessionOptions;
import ai.vugen.tensor.Dim;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The network of a judge with its names, be it measured or not. Thread-safe.
 *
 * @param config its numbers
 * @param things names by number
 * @param colours names by number
 * @param sha256 of its weights file
 * @param session runs it
 */
record JudgeSession(
    JudgeConfig config, List<String> things, List<String> colours, String sha256, Session session)
    implements AutoCloseable {
  private static final String PIXELS = "pixels";
  private static final String CENTRE = "centre";
  private static final String THING = "thing";
  private static final String COLOUR = "colour";
  private static final String BOX = "box";
  private static final String FEATURES = "features";

  /** Opens the network in a folder; see {@link Judge#open}. */
  static JudgeSession open(Path folder, JsonSection section) {
    JudgeConfig config = JudgeConfig.of(section);
    List<String> things = names(section, "thing_names", config.things());
    List<String> colours = names(section, "colour_names", config.colours());
    Checkpoint checkpoint = Checkpoint.open(folder, Judge.WEIGHTS);
    WeightCheck.check(checkpoint, weights(config), List.of());
    OnnxGraph graph =
        new OnnxGraph("judge", Lowering.of(Placement.CPU_FLOAT32), checkpoint.entries()::get);
    define(graph, config);
    String sha256 = sha256(folder.resolve(Judge.WEIGHTS));
    SessionOptions options = SessionOptions.named("judge").withWeights(graph.weightsFolder());
    Session session = Session.open(graph.toBytes(), options);
    return new JudgeSession(config, things, colours, sha256, session);
  }

  static String sha256(Path file) {
    try {
      return Sha256.of(file);
    } catch (IOException e) {
      throw new ModelException(file + " cannot be read: " + e + ". Get the judge again.", e);
    }
  }

  private static List<String> names(JsonSection section, String key, int count) {
    List<String> names = section.texts(key);
    if (names.size() != count) {
      throw section.fault(key, "must be " + count + " names, but are " + names.size());
    }
    return names;
  }

  private static Map<String, long[]> weights(JudgeConfig config) {
    OnnxGraph graph = OnnxGraph.withoutWeights("judge");
    define(graph, config);
    Map<String, long[]> weights = new LinkedHashMap<>();
    graph.parameters().forEach((name, shape) -> weights.put(name, shape.sizes()));
    return weights;
  }

  private static void define(OnnxGraph graph, JudgeConfig config) {
    Dim side = Dim.of(config.imageSize());
    Tensor pixels = graph.input(PIXELS, Shape.of(Dim.of(1), Dim.of(3), side, side));
    JudgeNetwork.Verdicts verdicts =
        new JudgeNetwork(config, new Weights(graph).at("judge")).judge(pixels);
    graph.output(CENTRE, verdicts.centre());
    graph.output(THING, verdicts.thing());
    graph.output(COLOUR, verdicts.colour());
    graph.output(BOX, verdicts.box());
    graph.output(FEATURES, verdicts.features());
  }

  /** See {@link Judge#look}. */
  List<Sighting> look(Pixels picture, double least) {
    requireSize(picture);
    int size = config.imageSize();
    long cells = (long) config.grid() * config.grid();
    try (NativeBuffer in = NativeBuffer.allocate(ElementType.F32, 3L * size * size);
        NativeBuffer centre = NativeBuffer.allocate(ElementType.F32, cells);
        NativeBuffer thing = NativeBuffer.allocate(ElementType.F32, cells * config.things());
        NativeBuffer colour = NativeBuffer.allocate(ElementType.F32, cells * config.colours());
        NativeBuffer box = NativeBuffer.allocate(ElementType.F32, cells * 4)) {
      int grid = config.grid();
      session.run(
          Map.of(PIXELS, in.tensor(1, 3, size, size).put(planes(picture))),
          Map.of(
              CENTRE, centre.tensor(1, 1, grid, grid),
              THING, thing.tensor(1, config.things(), grid, grid),
              COLOUR, colour.tensor(1, config.colours(), grid, grid),
              BOX, box.tensor(1, 4, grid, grid)),
          RunControl.unlimited());
      return new CellVerdicts(config, read(centre), read(thing), read(colour), read(box))
          .sightings(least);
    }
  }

  /** See {@link Judge#features}. */
  float[] features(Pixels picture) {
    requireSize(picture);
    int size = config.imageSize();
    try (NativeBuffer in = NativeBuffer.allocate(ElementType.F32, 3L * size * size)) {
      return session
          .run(
              Map.of(PIXELS, in.tensor(1, 3, size, size).put(planes(picture))),
              Map.of(),
              Set.of(FEATURES),
              RunControl.unlimited())
          .get(FEATURES)
          .floats();
    }
  }

  private void requireSize(Pixels picture) {
    int size = config.imageSize();
    if (picture.width() != size || picture.height() != size) {
      throw new InvalidImageException(
          "The picture is %d x %d pixels; this judge looks at %d x %d. Resize it first."
              .formatted(picture.width(), picture.height(), size, size));
    }
  }

  private static float[] read(NativeBuffer buffer) {
    float[] values = new float[buffer.capacity()];
    buffer.tensor(values.length).get(values, 0);
    return values;
  }

  /** Returns the picture in [-1, 1], {@code [3, size, size]}. */
  private static float[] planes(Pixels picture) {
    int cells = picture.width() * picture.height();
    byte[] rgb = picture.rgb();
    float[] planes = new float[3 * cells];
    for (int i = 0; i < cells; i++) {
      for (int c = 0; c < 3; c++) {
        planes[c * cells + i] = (rgb[3 * i + c] & 255) / 127.5f - 1;
      }
    }
    return planes;
  }

  @Override
  public void close() {
    session.close();
  }
}
