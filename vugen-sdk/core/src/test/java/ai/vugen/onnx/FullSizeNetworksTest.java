package ai.vugen.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.vugen.checkpoint.DataType;
import ai.vugen.checkpoint.TensorEntry;
import ai.vugen.checkpoint.TensorSource;
import ai.vugen.device.Placement;
import ai.vugen.goldens.Goldens;
import ai.vugen.model.decoder.PddConfig;
import ai.vugen.model.decoder.PixelDiffusionDecoder;
import ai.vugen.model.decoder.Prediction;
import ai.vugen.model.language.LanguageConfig;
import ai.vugen.model.language.LanguageModel;
import ai.vugen.model.language.RopeConfig;
import ai.vugen.model.tower.GenerationTower;
import ai.vugen.model.tower.TowerConfig;
import ai.vugen.model.vision.Grid;
import ai.vugen.model.vision.PerceptionEncoder;
import ai.vugen.model.vision.Projector;
import ai.vugen.model.vision.VisionConfig;
import ai.vugen.tensor.Dim;
import ai.vugen.tensor.KeyValue;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The networks in the sizes of the papers, of which only names, shapes and graphs are made. */
class FullSizeNetworksTest {
  private static final VisionConfig VISION = new VisionConfig(448, 14, 1024, 23, 16, 4096, 2);
  private static final Grid GRID = VISION.nativeGrid();
  private static final LanguageConfig LANGUAGE =
      new LanguageConfig(
          16,
          2048,
          32,
          8,
          64,
          8192,
          128256,
          1e-5,
          new RopeConfig(500000, new RopeConfig.Scaling(32, 1, 4, 8192)),
          11520);

  private static PddConfig decoder(
      int image, int z, String channels, int layers, int heads, int headDim) {
    List<Integer> levels = List.of(channels.split(" ")).stream().map(Integer::valueOf).toList();
    return new PddConfig(
        image, 1, z, image / 8, levels, 2, layers, heads, headDim, 8, 32, 2, Prediction.VELOCITY);
  }

  @Test
  void perceptionLanguageModel_hasThePublishedParameters() {
    OnnxGraph graph = OnnxGraph.withoutWeights("plm");
    Weights weights = new Weights(graph);
    assertThat(new PerceptionEncoder(VISION, GRID, weights.at("vision"))).isNotNull();
    assertThat(graph.parameterCount()).isEqualTo(291_415_040);
    assertThat(new Projector(VISION, GRID, LANGUAGE.width(), weights.at("projector"))).isNotNull();
    assertThat(graph.parameterCount()).isEqualTo(291_415_040 + 6_295_552);
    assertThat(new LanguageModel(LANGUAGE, weights.at("language"))).isNotNull();
    assertThat(graph.parameterCount()).isEqualTo(1_533_524_992);
    assertThat(graph.parameters()).hasSize(477);
    OnnxGraph alone = OnnxGraph.withoutWeights("language");
    assertThat(new LanguageModel(LANGUAGE, new Weights(alone))).isNotNull();
    assertThat(alone.parameterCount()).isEqualTo(1_235_814_400);
  }

  /** The SSDD paper's table, in millions. */
  @ParameterizedTest
  @CsvSource({
    "XS, 32 64 96 96, 8, 4, 24, 4.997, 5.031",
    "S, 64 96 160 160, 8, 4, 40, 14.057, 14.126",
    "B, 64 128 192 192, 10, 4, 48, 21.140, 21.210",
    "M, 96 192 288 288, 12, 4, 72, 50.280, 50.384",
    "L, 96 192 384 384, 16, 6, 64, 90.760, 90.864",
    "XL, 128 256 512 512, 16, 8, 64, 161.273, 161.411",
    "H, 192 384 768 768, 16, 12, 64, 362.688, 362.895"
  })
  void decoder_hasThePublishedParameters(
      String size, String channels, int layers, int heads, int headDim, String z4, String z64) {
    assertThat(millions(decoder(64, 4, channels, layers, heads, headDim))).isEqualTo(z4);
    assertThat(millions(decoder(64, 64, channels, layers, heads, headDim))).isEqualTo(z64);
  }

  private static String millions(PddConfig config) {
    return "%.3f".formatted(decoderParameters(config).parameterCount() / 1e6);
  }

  private static OnnxGraph decoderParameters(PddConfig config) {
    OnnxGraph graph = OnnxGraph.withoutWeights("decoder");
    assertThat(new PixelDiffusionDecoder(config, new Weights(graph).at("decoder"))).isNotNull();
    return graph;
  }

  @Test
  void decoderM_hasTheReleasedNamesAndShapes() {
    JsonObject released =
        Goldens.json("decoders/ssdd_m_z64_weights.json").getAsJsonObject().getAsJsonObject("list");
    Map<String, Shape> expected = new TreeMap<>();
    for (String name : released.keySet()) {
      expected.put(name, shape(released.getAsJsonArray(name)));
    }
    OnnxGraph graph = decoderParameters(decoder(64, 64, "96 192 288 288", 12, 4, 72));
    assertThat(graph.parameters()).containsExactlyInAnyOrderEntriesOf(expected);
    assertThat(graph.parameterCount()).isEqualTo(50_383_827);
    assertThat(decoderParameters(decoder(64, 4, "96 192 288 288", 12, 4, 72)).parameterCount())
        .isEqualTo(50_280_147);
  }

  private static Shape shape(JsonArray sizes) {
    List<Dim> dims = new ArrayList<>();
    sizes.forEach(size -> dims.add(Dim.of(size.getAsLong())));
    return new Shape(dims);
  }

  /** A graph whose weights are bfloat16 in a file that is not there. */
  private static OnnxGraph graph(Map<String, Shape> shapes) {
    return new OnnxGraph(
        "full",
        Lowering.of(Placement.CPU_FLOAT32),
        name -> {
          Shape shape = shapes.get(name);
          if (shape == null) {
            return null;
          }
          Path file = Path.of("model.safetensors").toAbsolutePath();
          TensorSource source = new TensorSource.InFile(file, 8, 2 * shape.elements().size());
          return new TensorEntry(name, DataType.BF16, shape.sizes(), source);
        });
  }

  private static void assertGood(OnnxGraph graph, int largest, int shapesRead) {
    byte[] bytes = graph.toBytes();
    OnnxChecker.check(bytes);
    assertThat(bytes.length).isLessThan(largest);
    GraphProto proto = OnnxChecker.parse(bytes).getGraph();
    Set<String> weights = new HashSet<>();
    proto.getInitializerList().forEach(weight -> weights.add(weight.getName()));
    int shapes = 0;
    for (NodeProto node : proto.getNodeList()) {
      boolean ofWeight = weights.contains(node.getInput(0));
      assertThat(node.getOpType()).isNotEqualTo(ofWeight ? "Transpose" : "Range");
      if (node.getOpType().equals("Cast") && ofWeight) {
        weights.add(node.getOutput(0));
      }
      shapes += node.getOpType().equals("Shape") ? 1 : 0;
    }
    assertThat(shapes).isEqualTo(shapesRead);
  }

  @Test
  void vision_graph_isSmallAndGood() {
    OnnxGraph names = OnnxGraph.withoutWeights("names");
    encode(names);
    OnnxGraph graph = graph(names.parameters());
    encode(graph);
    assertGood(graph, 2 << 20, 1);
  }

  private static void encode(OnnxGraph graph) {
    Weights weights = new Weights(graph);
    Tensor pixels =
        graph.input("pixels", Shape.of(Dim.of("tiles"), Dim.of(3), Dim.of(448), Dim.of(448)));
    Tensor z = new PerceptionEncoder(VISION, GRID, weights.at("vision")).encode(pixels);
    graph.output("z", z);
    graph.output("tokens", new Projector(VISION, GRID, 2048, weights.at("projector")).project(z));
  }

  @Test
  void language_graph_isSmallAndGood() {
    OnnxGraph names = OnnxGraph.withoutWeights("names");
    prompt(names);
    OnnxGraph graph = graph(names.parameters());
    prompt(graph);
    assertGood(graph, 1 << 18, 2);
  }

  private static void prompt(OnnxGraph graph) {
    Dim batch = Dim.of("batch");
    Dim tokens = Dim.of("tokens");
    Dim past = Dim.of("past");
    LanguageModel model = new LanguageModel(LANGUAGE, new Weights(graph));
    Tensor ids = graph.indexInput("ids", Shape.of(batch, tokens));
    Tensor positions = graph.indexInput("positions", Shape.of(batch, tokens));
    Tensor mask = graph.input("mask", Shape.of(batch, Dim.of(1), tokens, past.plus(tokens)));
    List<KeyValue> cache = cache(graph, batch, past);
    LanguageModel.Output output = model.run(model.embed(ids), positions, cache, mask);
    graph.output("logits", model.logits(model.normed(output.last())));
    for (int i = 0; i < cache.size(); i++) {
      graph.output("key.out." + i, output.keyValues().get(i).key());
      graph.output("value.out." + i, output.keyValues().get(i).value());
    }
  }

  private static List<KeyValue> cache(OnnxGraph graph, Dim batch, Dim tokens) {
    Shape shape = Shape.of(batch, tokens, Dim.of(LANGUAGE.kvHeads()), Dim.of(LANGUAGE.headDim()));
    List<KeyValue> cache = new ArrayList<>();
    for (int i = 0; i < LANGUAGE.layers(); i++) {
      cache.add(new KeyValue(graph.input("key." + i, shape), graph.input("value." + i, shape)));
    }
    return cache;
  }

  @Test
  void tower_graph_isSmallAndGood() {
    OnnxGraph names = OnnxGraph.withoutWeights("names");
    sample(names);
    assertThat(names.parameterCount()).isBetween(970_000_000L, 990_000_000L);
    OnnxGraph graph = graph(names.parameters());
    sample(graph);
    assertGood(graph, 3 << 20, 2);
  }

  private static void sample(OnnxGraph graph) {
    Dim batch = Dim.of("batch");
    Dim text = Dim.of("text");
    TowerConfig config = new TowerConfig(LANGUAGE, new Grid(16, 16), 64, 1, 256);
    GenerationTower tower = new GenerationTower(config, new Weights(graph));
    Shape latent = Shape.of(batch, Dim.of(64), Dim.of(16), Dim.of(16));
    Tensor mask =
        graph.input("mask", Shape.of(batch, Dim.of(1), Dim.of(1), text.plus(Dim.of(256))));
    graph.output(
        "velocity",
        tower.velocity(
            graph.input("latent", latent),
            graph.input("time", Shape.of(batch)),
            graph.indexInput("position", Shape.of(batch)),
            cache(graph, batch, text),
            mask));
  }

  @Test
  void decoder_graph_isGood() {
    OnnxGraph names = OnnxGraph.withoutWeights("names");
    decode(names);
    OnnxGraph graph = graph(names.parameters());
    decode(graph);
    assertGood(graph, 16 << 20, 0);
  }

  private static void decode(OnnxGraph graph) {
    Dim batch = Dim.of("batch");
    PddConfig config = decoder(256, 64, "96 192 288 288", 12, 4, 72);
    PixelDiffusionDecoder decoder = new PixelDiffusionDecoder(config, new Weights(graph));
    Shape image = Shape.of(batch, Dim.of(3), Dim.of(256), Dim.of(256));
    Shape latent = Shape.of(batch, Dim.of(64), Dim.of(32), Dim.of(32));
    graph.output(
        "velocity",
        decoder
            .decode(
                graph.input("pixels", image),
                graph.input("latent", latent),
                graph.input("time", Shape.of(batch)))
            .velocity());
  }
}
