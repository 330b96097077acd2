package ai.vugen.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.checkpoint.DataType;
import ai.vugen.checkpoint.SafetensorsWriter;
import ai.vugen.error.ModelException;
import ai.vugen.tensor.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuantizedCheckpointTest {
  static final String MATRIX = "m.layers.0.up.weight";
  static final String EMBEDDING = "m.embed_tokens.weight";
  static final String HASH = "ab".repeat(32);

  private static final String WINDOW = "m.conv.weight";
  private static final float[] RANGE = {-1, 2, -3, 4};
  private static final Supplier<Map<String, float[]>> RANGES = () -> Map.of(WINDOW, RANGE);

  private final Path temp;
  private final Path folder;
  private final Checkpoint source;

  QuantizedCheckpointTest(@TempDir Path temp) throws IOException {
    this.temp = temp;
    folder = temp.resolve("quantized");
    source = source(temp.resolve("model"), 1);
  }

  static Checkpoint source(Path at, long seed) throws IOException {
    Files.createDirectories(at);
    new SafetensorsWriter()
        .add(MATRIX, DataType.F16, new long[] {6, 10}, Int8MatrixTest.noise(60, seed))
        .add("m.layers.0.norm.weight", new long[] {10}, Int8MatrixTest.noise(10, seed))
        .add(EMBEDDING, DataType.BF16, new long[] {4, 10}, Int8MatrixTest.noise(40, seed))
        .add("other.layers.0.weight", new long[] {2, 2}, new float[4])
        .add(WINDOW, DataType.F16, new long[] {2, 3, 1, 1}, Int8MatrixTest.noise(6, seed))
        .write(at.resolve(Checkpoint.FILE_NAME));
    return Checkpoint.open(at);
  }

  static Map<String, Role> roles() {
    return Map.of(
        MATRIX,
        new Role(Role.Use.MATRIX, Role.Place.BLOCK),
        WINDOW,
        new Role(Role.Use.WINDOW, Role.Place.BLOCK),
        "m.layers.0.norm.weight",
        new Role(Role.Use.GAIN, Role.Place.BLOCK),
        EMBEDDING,
        new Role(Role.Use.TABLE, Role.Place.ELSEWHERE));
  }

  private Checkpoint open(Checkpoint of, String sha256) {
    return QuantizedCheckpoint.open(of, sha256, roles(), RANGES, folder);
  }

  private Path file() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".safetensors")).findFirst().orElseThrow();
    }
  }

  private static Object identity(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return List.of(String.valueOf(attributes.fileKey()), attributes.lastModifiedTime());
  }

  @Test
  void roundsMatricesOfBlocksAndCopiesTheRest() {
    Checkpoint quantized = open(source, HASH);

    Int8Matrix expected = Int8Matrix.of(source.entry(MATRIX));
    assertThat(quantized.names())
        .containsExactlyInAnyOrder(
            MATRIX,
            MATRIX + ".scale",
            WINDOW,
            WINDOW + ".scale",
            WINDOW + ".ranges",
            "m.layers.0.norm.weight",
            EMBEDDING,
            EMBEDDING + ".products",
            EMBEDDING + ".products.scale");
    assertThat(quantized.entry(MATRIX).dataType()).isEqualTo(DataType.I8);
    assertThat(quantized.entry(MATRIX).shape()).containsExactly(10, 6);
    assertThat(quantized.bytes(MATRIX)).isEqualTo(expected.transposed());
    assertThat(quantized.floats(MATRIX + ".scale")).containsExactly(expected.scales());
    Int8Window window = Int8Window.of(source.entry(WINDOW));
    assertThat(quantized.entry(WINDOW).shape()).containsExactly(2, 3, 1, 1);
    assertThat(quantized.bytes(WINDOW)).isEqualTo(window.bytes());
    assertThat(quantized.floats(WINDOW + ".scale")).containsExactly(window.scales());
    assertThat(quantized.floats(WINDOW + ".ranges")).containsExactly(RANGE);
    for (String same : List.of("m.layers.0.norm.weight", EMBEDDING)) {
      assertThat(quantized.entry(same).dataType()).isEqualTo(source.entry(same).dataType());
      assertThat(quantized.bytes(same)).isEqualTo(source.bytes(same));
    }
    Int8Matrix head = Int8Matrix.of(source.entry(EMBEDDING));
    assertThat(quantized.entry(EMBEDDING + ".products").shape()).containsExactly(10, 4);
    assertThat(quantized.bytes(EMBEDDING + ".products")).isEqualTo(head.transposed());
    assertThat(quantized.floats(EMBEDDING + ".products.scale")).containsExactly(head.scales());
    assertThat(quantized.metadata()).containsEntry("source_sha256", HASH);
  }

  @Test
  void theFileIsMadeOnceAndNothingElseIsLeft() throws IOException {
    open(source, HASH);
    Object first = identity(file());
    open(source, HASH);

    assertThat(identity(file())).isEqualTo(first);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .hasSize(4)
          .noneMatch(name -> name.endsWith(".part"));
    }
  }

  @Test
  void aDamagedFileIsMadeAgain() throws IOException {
    open(source, HASH);
    byte[] sound = Files.readAllBytes(file());
    byte[] damaged = sound.clone();
    damaged[sound.length - 1] ^= 1;
    Files.write(file(), damaged);
    Files.setLastModifiedTime(file(), FileTime.fromMillis(1_000));

    assertThat(open(source, HASH).bytes(MATRIX))
        .isEqualTo(Int8Matrix.of(source.entry(MATRIX)).transposed());
    assertThat(file()).hasBinaryContent(sound);
  }

  @Test
  void aShortFileAndOneWithoutItsHashAreMadeAgain() throws IOException {
    open(source, HASH);
    byte[] sound = Files.readAllBytes(file());
    Files.write(file(), java.util.Arrays.copyOf(sound, sound.length / 2));
    open(source, HASH);
    assertThat(file()).hasBinaryContent(sound);

    Object first = identity(file());
    Files.delete(folder.resolve(file().getFileName() + ".sha256"));
    open(source, HASH);
    assertThat(file()).hasBinaryContent(sound);
    assertThat(identity(file())).isNotEqualTo(first);
  }

  @Test
  void aFileOfAnotherCheckpointIsNotUsed() throws IOException {
    open(source, HASH);
    Checkpoint other = source(temp.resolve("other"), 2);

    // the first digits name the file, so this one finds the file of the other
    String almost = HASH.substring(0, 32) + "00".repeat(16);
    assertThat(open(other, almost).bytes(MATRIX))
        .isEqualTo(Int8Matrix.of(other.entry(MATRIX)).transposed());
  }

  @Test
  void whatAKilledProcessLeftIsRemoved() throws IOException {
    open(source, HASH);
    Path left = folder.resolve("." + file().getFileName() + ".killed.part");
    Files.writeString(left, "half");
    Files.delete(file());

    open(source, HASH);
    assertThat(left).doesNotExist();
  }

  @Test
  void aFolderThatCannotBeWrittenIsSaid() throws IOException {
    Files.writeString(folder, "in the way");
    assertThatThrownBy(() -> open(source, HASH))
        .isInstanceOf(ModelException.class)
        .hasMessageContainingAll("cannot be kept in", "vugen.home", "FLOAT32");
  }

  @Test
  void threadsAtOnceMakeItOnce() throws IOException {
    List<CompletableFuture<Checkpoint>> all =
        IntStream.range(0, 8)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> open(source, HASH)))
            .toList();
    Object identity = null;
    for (CompletableFuture<Checkpoint> one : all) {
      one.join();
      Object now = identity(file());
      assertThat(identity == null ? now : identity).isEqualTo(now);
      identity = now;
    }
  }

  @Test
  void processesAtOnceMakeItOnce() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(start(temp.resolve("errors" + i)));
    }
    for (Process process : processes) {
      assertThat(process.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("ready");
    }
    for (Process process : processes) {
      process.getOutputStream().close(); // all begin now
    }
    int made = 0;
    for (int i = 0; i < processes.size(); i++) {
      assertThat(processes.get(i).waitFor())
          .as(Files.readString(temp.resolve("errors" + i)))
          .isZero();
      made +=
          Files.readString(temp.resolve("errors" + i)).contains("Quantized the weights") ? 1 : 0;
    }
    assertThat(made).isEqualTo(1);
    assertThat(open(source, HASH).bytes(MATRIX))
        .isEqualTo(Int8Matrix.of(source.entry(MATRIX)).transposed());
  }

  private Process start(Path errors) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx64m",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=info",
            "-cp",
            System.getProperty("java.class.path"),
            QuantizeProbe.class.getName(),
            temp.resolve("model").toString(),
            folder.toString())
        .redirectError(errors.toFile())
        .start();
  }
}
