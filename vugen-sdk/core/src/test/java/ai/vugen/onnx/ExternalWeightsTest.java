package ai.vugen.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.vugen.checkpoint.DataType;
import ai.vugen.checkpoint.SafetensorsFile;
import ai.vugen.checkpoint.SafetensorsWriter;
import ai.vugen.checkpoint.TensorEntry;
import ai.vugen.checkpoint.TensorSource;
import ai.vugen.error.ModelException;
import ai.vugen.runtime.ElementType;
import ai.vugen.runtime.NativeBuffer;
import ai.vugen.runtime.Outputs;
import ai.vugen.runtime.RunControl;
import ai.vugen.runtime.Session;
import ai.vugen.runtime.SessionOptions;
import ai.vugen.tensor.Evaluator;
import ai.vugen.tensor.Named;
import ai.vugen.tensor.NdArray;
import ai.vugen.tensor.OpCase;
import ai.vugen.tensor.OracleEvaluator;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.StoredParameters;
import ai.vugen.tensor.Tensor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights that stay in safetensors files. */
class ExternalWeightsTest {
  private static final Map<String, DataType> TYPES =
      Map.of("a", DataType.F32, "b", DataType.F16, "c", DataType.BF16);
  private static final NdArray X = NdArray.of(new float[] {1, -2, 3, 0.5f, 5, -6}, 2, 3);

  private Path folder = Path.of(".");
  private Map<String, TensorEntry> store = Map.of();

  @BeforeEach
  void writeShards(@TempDir Path temporary) {
    folder = temporary;
    SafetensorsWriter first = new SafetensorsWriter();
    first.add("a", new long[] {5, 3}, numbers(15));
    first.add("b", DataType.F16, new long[] {3, 5}, numbers(15));
    SafetensorsWriter second = new SafetensorsWriter();
    second.add("c", DataType.BF16, new long[] {7, 3}, numbers(21));
    first.write(folder.resolve("1.safetensors"));
    second.write(folder.resolve("2.safetensors"));
    store = store(folder);
  }

  private static Map<String, TensorEntry> store(Path folder) {
    return Stream.of("1.safetensors", "2.safetensors")
        .flatMap(file -> SafetensorsFile.open(folder.resolve(file)).entries().values().stream())
        .collect(Collectors.toMap(TensorEntry::name, entry -> entry));
  }

  private static float[] numbers(int count) {
    Random random = new Random(count);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static final Evaluator.Network NETWORK =
      (weights, in) -> {
        Tensor x = in.get("x");
        Tensor y = x.linear(weights.get("a", 5, 3), null);
        Tensor z = y.linear(weights.get("b", 3, 5), null);
        return Map.of("y", z.linear(weights.get("c", 7, 3), null));
      };

  private static final Map<String, Evaluator.Input> INPUTS =
      Map.of("x", new Evaluator.Input(X.kind(), Shape.of(2, 3)));

  private NdArray evaluate(Evaluator evaluator, Map<String, TensorEntry> parameters) {
    try (Evaluator.Program program =
        evaluator.compile(NETWORK, INPUTS, new StoredParameters(parameters))) {
      return program.run(Map.of("x", X)).get("y");
    }
  }

  @Test
  void shardsOfAllTypes_giveTheirWidenedNumbers() {
    OpCase.assertClose(
        evaluate(new OnnxEvaluator(), store), evaluate(new OracleEvaluator(), store), 2e-6);
  }

  @Test
  void graph_holdsRangesOfTheFilesAndNoWeight() throws IOException {
    OnnxGraph graph = OnnxEvaluator.build(NETWORK, INPUTS, store::get);
    Named<TensorProto> tensors =
        new Named<>(
            OnnxChecker.parse(graph.toBytes()).getGraph().getInitializerList().stream()
                .collect(Collectors.toMap(TensorProto::getName, tensor -> tensor)));
    TYPES.forEach(
        (name, type) -> {
          TensorEntry entry = entry(name);
          TensorSource.InFile source = (TensorSource.InFile) entry.source();
          assertThat(type).isEqualTo(entry.dataType());
          assertThat(tensors.get(name).getExternalDataList())
              .extracting(StringStringEntryProto::getValue)
              .containsExactly(
                  name.equals("c") ? "2.safetensors" : "1.safetensors",
                  Long.toString(source.offset()),
                  Long.toString(source.length()));
        });
    assertThat(graph.weightsFolder()).isEqualTo(folder.toRealPath());
  }

  private TensorEntry entry(String name) {
    return Objects.requireNonNull(store.get(name));
  }

  @Test
  void parameterInMemory_isEmbedded() {
    ByteBuffer bytes = ByteBuffer.allocate(15 * 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(entry("a").floats());
    TensorEntry inMemory =
        new TensorEntry("a", DataType.F32, new long[] {5, 3}, new TensorSource.InMemory(bytes));
    Map<String, TensorEntry> mixed = new HashMap<>(store);
    mixed.put("a", inMemory);
    assertThat(evaluate(new OnnxEvaluator(), mixed).floats())
        .isEqualTo(evaluate(new OnnxEvaluator(), store).floats());
  }

  @Test
  void write_besideTheWeights_runsFromTheFile() throws IOException {
    OnnxGraph graph = OnnxEvaluator.build(NETWORK, INPUTS, store::get);
    Path file = folder.resolve("network.onnx");
    Files.writeString(file, "an old one");
    graph.write(file);
    assertThat(Files.readAllBytes(file)).isEqualTo(graph.toBytes());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("1.safetensors", "2.safetensors", "network.onnx");
    }
    NativeBuffer x = NativeBuffer.allocate(ElementType.F32, 6);
    SessionOptions options = SessionOptions.named("file").withWeights(folder);
    try (x;
        Session session = Session.open(Files.readAllBytes(file), options)) {
      Outputs outputs =
          session.run(
              Map.of("x", x.tensor(X.shape()).put(X.floats())),
              Map.of(),
              Set.of("y"),
              RunControl.unlimited());
      assertThat(outputs.get("y").floats())
          .isEqualTo(evaluate(new OnnxEvaluator(), store).floats());
    }
  }

  @Test
  void write_besideCopiesOfTheWeights_isAllowed(@TempDir Path other) throws IOException {
    OnnxGraph graph = OnnxEvaluator.build(NETWORK, INPUTS, store::get);
    Path file = other.resolve("network.onnx");
    assertThatThrownBy(() -> graph.write(file))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("1.safetensors");
    for (String name : List.of("1.safetensors", "2.safetensors")) {
      Files.copy(folder.resolve(name), other.resolve(name));
    }
    graph.write(file);
    assertThat(file).exists();
  }

  @Test
  void write_whereItCannot_leavesNothing() throws IOException {
    OnnxGraph graph = OnnxEvaluator.build(NETWORK, INPUTS, store::get);
    Path taken = folder.resolve("network.onnx");
    Files.createDirectory(taken);
    Files.createFile(taken.resolve("file"));
    assertThatThrownBy(() -> graph.write(taken))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("network.onnx");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(3);
    }
  }

  /** As in the cache of Hugging Face, where a model's files are links into a folder of blobs. */
  @Test
  void linksToWeights_areFollowedToTheirFolder(@TempDir Path links) throws IOException {
    for (String name : List.of("1.safetensors", "2.safetensors")) {
      Files.createSymbolicLink(links.resolve(name), folder.resolve(name));
    }
    Map<String, TensorEntry> linked = store(links);
    OnnxGraph graph = OnnxEvaluator.build(NETWORK, INPUTS, linked::get);
    assertThat(graph.weightsFolder()).isEqualTo(folder.toRealPath());
    assertThat(evaluate(new OnnxEvaluator(), linked).floats())
        .isEqualTo(evaluate(new OnnxEvaluator(), store).floats());
  }

  @Test
  void weightsInTwoFolders_areRefused(@TempDir Path other) throws IOException {
    for (String name : List.of("1.safetensors", "2.safetensors")) {
      Files.copy(folder.resolve(name), other.resolve(name));
    }
    Map<String, TensorEntry> mixed = new HashMap<>(store(other));
    mixed.put("c", entry("c"));
    OnnxGraph graph = OnnxEvaluator.build(NETWORK, INPUTS, mixed::get);
    assertThatThrownBy(graph::weightsFolder)
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("one folder");
  }

  /** A file of more than 4 GiB that takes no room, because nearly all of it is a hole. */
  @Test
  void weightsBehindFourGigabytes_areRead() throws IOException {
    long hole = 5_000_000_000L;
    float[] values = entry("a").floats();
    String header =
        "{\"hole\":{\"dtype\":\"BF16\",\"shape\":[2500000000],\"data_offsets\":[0,%d]},\"a\":{\"dtype\":\"F32\",\"shape\":[5,3],\"data_offsets\":[%d,%d]}}"
            .formatted(hole, hole, hole + 60);
    ByteBuffer start = ByteBuffer.allocate(8 + header.length()).order(ByteOrder.LITTLE_ENDIAN);
    start.putLong(header.length()).put(header.getBytes(StandardCharsets.UTF_8));
    ByteBuffer end = ByteBuffer.allocate(60).order(ByteOrder.LITTLE_ENDIAN);
    end.asFloatBuffer().put(values);
    Path file = folder.resolve("sparse.safetensors");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.write(start.array());
      sparse.seek(start.capacity() + hole);
      sparse.write(end.array());
    }
    Map<String, TensorEntry> far = new HashMap<>(store);
    SafetensorsFile opened = SafetensorsFile.open(file);
    far.put("a", opened.entry("a"));
    assertThat(opened.entry("hole").elements()).isEqualTo(2_500_000_000L); // more than an int
    assertThat(((TensorSource.InFile) opened.entry("a").source()).offset()).isGreaterThan(hole);
    assertThat(evaluate(new OnnxEvaluator(), far).floats())
        .isEqualTo(evaluate(new OnnxEvaluator(), store).floats());
    Path copy = folder.resolve("copy.safetensors");
    new SafetensorsWriter().add(opened.entry("a")).write(copy);
    assertThat(SafetensorsFile.open(copy).floats("a")).isEqualTo(values);
  }
}
