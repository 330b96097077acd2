package ai.vugen.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.vugen.error.ModelException;
import ai.vugen.error.ModelIntegrityException;
import ai.vugen.error.ModelNotFoundException;
import ai.vugen.goldens.Goldens;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CheckpointTest {
  private static final String INDEX = "model.safetensors.index.json";

  private final Path folder;

  CheckpointTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void open_goldenShards_equalTheSingleFile() {
    Checkpoint single = Checkpoint.open(Goldens.path("plm/model"));
    Path shardFolder = Goldens.path("plm/model-sharded");
    Checkpoint sharded = Checkpoint.open(shardFolder);
    assertThat(sharded.names()).hasSize(80).hasSameElementsAs(single.names());
    for (String name : single.names()) {
      assertThat(sharded.bytes(name)).as(name).isEqualTo(single.bytes(name));
      assertThat(sharded.entry(name)).hasToString(single.entry(name).toString());
    }
    assertThat(sharded.metadata()).isEqualTo(single.metadata()).containsEntry("format", "pt");
    assertThat(sharded.location()).isEqualTo(shardFolder);
    assertThat(sharded.entries().values())
        .extracting(entry -> ((TensorSource.InFile) entry.source()).path().getFileName().toString())
        .contains("model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors");
  }

  @Test
  void open_namedFiles_areOneCheckpoint() {
    write("a.safetensors", "one", 1);
    write("b.safetensors", "two", 2);
    Checkpoint both = Checkpoint.open(folder, "a.safetensors", "b.safetensors");
    assertThat(both.names()).containsExactly("one", "two");
    assertThat(both.floats("two")).containsExactly(2);
    assertThatThrownBy(() -> both.entry("three"))
        .isInstanceOf(ModelIntegrityException.class)
        .hasMessageContaining("has no weight three");
    assertThatThrownBy(() -> both.longs("one")).isInstanceOf(ModelIntegrityException.class);
  }

  @Test
  void open_sameTensorInTwoFiles_namesBoth() {
    write("a.safetensors", "one", 1);
    write("b.safetensors", "one", 1);
    assertThatThrownBy(() -> Checkpoint.open(folder, "a.safetensors", "b.safetensors"))
        .isInstanceOf(ModelIntegrityException.class)
        .hasMessageContainingAll("\"one\" is in two files", "a.safetensors", "b.safetensors");
  }

  @Test
  void open_nothingThere_isNotFound() {
    assertThatThrownBy(() -> Checkpoint.open(folder))
        .isInstanceOf(ModelNotFoundException.class)
        .hasMessageContainingAll("model.safetensors", INDEX, folder.toString());
    assertThatThrownBy(() -> Checkpoint.open(folder.resolve("none")))
        .isInstanceOf(ModelNotFoundException.class);
    assertThatThrownBy(() -> Checkpoint.open(folder, "b.safetensors"))
        .isInstanceOf(ModelNotFoundException.class)
        .hasMessageContaining("b.safetensors");
  }

  /** Shard of tensor one, shard of tensor two, words of the fault. */
  static Stream<Arguments> shardNames() {
    String fault = "is not the plain name of a .safetensors file in the same folder";
    return Stream.of(
        arguments("../a.safetensors", fault),
        arguments("/tmp/a.safetensors", fault),
        arguments("sub/a.safetensors", fault),
        arguments("..\\\\a.safetensors", fault),
        arguments("C:\\\\a.safetensors", fault),
        arguments("..", fault),
        arguments("", fault),
        arguments("a.safetensors\\u0000", fault),
        arguments("a.bin", fault),
        arguments("~/a.safetensors", fault),
        arguments("c.safetensors", "1 of them do not exist, the first is c.safetensors"),
        arguments("b.safetensors", "shard a.safetensors holds tensor \"one\", not shard b"));
  }

  @ParameterizedTest
  @MethodSource("shardNames")
  void open_indexWithWrongShard_isRefused(String shardOfOne, String words) {
    write("a.safetensors", "one", 1);
    write("b.safetensors", "two", 2);
    assertIndexFault(
        "{'weight_map':{'one':'%s','two':'b.safetensors','zero':'a.safetensors'}}"
            .formatted(shardOfOne),
        words);
  }

  /** Index in single quotes, words of the fault. */
  static Stream<Arguments> indexes() {
    String good = "'one':'a.safetensors','two':'b.safetensors'";
    return Stream.of(
        arguments("{'weight_map':{%s,'three':'a.safetensors'}}".formatted(good), "no tensor \"thr"),
        arguments("{'weight_map':{'one':'a.safetensors','three':'b.safetensors'}}", "not name"),
        arguments("{'weight_map':{'one':'b.safetensors','one':'a.safetensors'}}", "stands twice"),
        arguments("{'weight_map':{%s},'weight_map':{%s}}".formatted(good, good), "stands twice"),
        arguments("{'weight_map':{}}", "names no tensors"),
        arguments("{}", "names no tensors"),
        arguments("{'weight_map':[]}", "expected an object at \"$.weight_map\""),
        arguments("{'weight_map':{'one':1}}", "expected a string"),
        arguments("[]", "expected an object"),
        arguments("", "not valid JSON"),
        arguments("{'weight_map':{%s}".formatted(good), "not valid JSON"),
        arguments("{'metadata':%s".formatted("[".repeat(100_000)), "not valid JSON"));
  }

  @ParameterizedTest
  @MethodSource("indexes")
  void open_wrongIndex_isRefused(String index, String words) {
    write("a.safetensors", "one", 1);
    write("b.safetensors", "two", 2);
    assertIndexFault(index, words);
  }

  @Test
  void open_indexWithOtherMembers_passesOverThem() {
    write("a.safetensors", "one", 1);
    writeIndex(
        "{'metadata':{'total_size':4,'x':[null,true,{}]},'weight_map':"
            + "{'one':'a.safetensors'},'other':1.5e3}");
    assertThat(Checkpoint.open(folder).floats("one")).containsExactly(1);
  }

  @Test
  void open_sameTensorInTwoShards_isRefused() {
    write("a.safetensors", "one", 1);
    new SafetensorsWriter()
        .add("one", new long[] {1}, new float[] {1})
        .add("two", new long[] {1}, new float[] {2})
        .write(folder.resolve("b.safetensors"));
    assertIndexFault(
        "{'weight_map':{'one':'a.safetensors','two':'b.safetensors'}}", "is in two files");
  }

  @Test
  void verify_nanAndInfinity_areCountedPerWeight() {
    float nan = Float.NaN;
    float inf = Float.POSITIVE_INFINITY;
    float[] bad = {1, nan, -inf, inf, Float.MAX_VALUE, -nan};
    float[] good = {0, -0f, 1e-40f, -Float.MIN_VALUE, 65504, -65504};
    long[] six = {6};
    SafetensorsWriter writer =
        new SafetensorsWriter()
            .add("bad.f64", six, new double[] {nan, inf, 1, 1e308, Double.MIN_VALUE, -nan})
            .add("good.f64", new long[] {1}, new double[] {Double.MAX_VALUE})
            .add("good.i64", new long[] {1}, new long[] {-1});
    for (DataType type : new DataType[] {DataType.F32, DataType.F16, DataType.BF16}) {
      writer.add("bad." + type, type, six, bad).add("good." + type, type, six, good);
    }
    writer.write(folder.resolve("model.safetensors"));
    assertThat(Checkpoint.open(folder).verify())
        .containsExactlyInAnyOrder(
            new NonFinite("bad.f64", 2, 1),
            new NonFinite("bad.F32", 2, 2),
            new NonFinite("bad.F16", 2, 3),
            new NonFinite("bad.BF16", 2, 3));
    assertThat(new NonFinite("w", 2, 1)).hasToString("w: 2 NaN, 1 infinite");
  }

  @Test
  void verify_goldenModel_isFinite() {
    assertThat(Checkpoint.open(Goldens.path("plm/model")).verify()).isEmpty();
  }

  private void assertIndexFault(String index, String words) {
    writeIndex(index);
    assertThatThrownBy(() -> Checkpoint.open(folder))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(words);
  }

  private void writeIndex(String text) {
    RawFile.write(folder, INDEX, text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private void write(String file, String tensor, float value) {
    new SafetensorsWriter()
        .add(tensor, new long[] {1}, new float[] {value})
        .write(folder.resolve(file));
  }
}
