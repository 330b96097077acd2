package ai.vugen.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.ModelNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackedGraphTest {
  private static final int SIDE = 96;
  private static final byte[] GRAPH =
      Graphs.externalMatMul("w.bin", 0, Graphs.F32, SIDE, SIDE, SIDE * SIDE * Float.BYTES);

  private final Path weights;
  private final Path folder;
  private final SessionOptions options;

  PackedGraphTest(@TempDir Path temp) throws IOException {
    weights = Files.createDirectory(temp.resolve("weights"));
    folder = temp.resolve("packed");
    options = SessionOptions.named("product").withWeights(weights);
    ByteBuffer values =
        ByteBuffer.allocate(SIDE * SIDE * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    Random random = new Random(1);
    while (values.hasRemaining()) {
      values.putFloat((float) random.nextGaussian());
    }
    Files.write(weights.resolve("w.bin"), values.array());
  }

  private Session open(String content, @Nullable String instructions) {
    return PackedGraph.open(GRAPH, content, options, folder, instructions);
  }

  private float[] run() {
    return run(open("weights of a test", "add and multiply"));
  }

  private static float[] run(Session opened) {
    try (Session session = opened;
        NativeBuffer x = NativeBuffer.allocate(ElementType.F32, 5 * SIDE)) {
      float[] values = new float[5 * SIDE];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) Math.sin(i);
      }
      x.tensor(5, SIDE).put(values);
      return session
          .run(Map.of("x", x.tensor(5, SIDE)), Map.of(), Set.of("y"), RunControl.unlimited())
          .get("y")
          .floats();
    }
  }

  private List<Path> packed() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isDirectory).toList();
    }
  }

  private FileTime made() throws IOException {
    return Files.getLastModifiedTime(packed().get(0).resolve("graph.onnx"));
  }

  @Test
  void computesTheSameBitForBit() {
    float[] expected = run(Session.open(GRAPH, options));

    assertThat(run()).containsExactly(expected);
    assertThat(run()).as("of files that were there").containsExactly(expected);
  }

  @Test
  void isMadeOnceAndNeedsTheWeightsNoMore() throws IOException {
    float[] expected = run();
    FileTime first = made();
    Files.delete(weights.resolve("w.bin"));

    assertThat(run()).containsExactly(expected);
    assertThat(packed()).hasSize(1);
    assertThat(made()).isEqualTo(first);
  }

  @Test
  void otherWeightsAndProcessorsHaveOtherFiles() throws IOException {
    float[] expected = run();
    run(open("other weights", "add and multiply"));

    assertThat(packed()).hasSize(2);
    assertThat(run(open("weights of a test", "add"))).containsExactly(expected);
    assertThat(packed()).hasSize(3);
  }

  @Test
  void forAnUnknownProcessorNothingIsPacked() {
    assertThat(run(open("weights of a test", null)))
        .containsExactly(run(Session.open(GRAPH, options)));
    assertThat(folder).doesNotExist();
  }

  @Test
  void damagedFilesAreMadeAgain() throws IOException {
    float[] expected = run();
    Path file = packed().get(0).resolve("weights.bin");
    byte[] sound = Files.readAllBytes(file);
    Files.write(file, new byte[sound.length]);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));

    assertThat(run()).containsExactly(expected);
    assertThat(file).hasBinaryContent(sound);

    Files.delete(packed().get(0).resolve("graph.onnx"));
    assertThat(run()).containsExactly(expected);
    for (String sums : List.of("", "cut", "cut\n")) {
      Files.writeString(packed().get(0).resolve("sha256"), sums);
      assertThat(run()).containsExactly(expected);
      assertThat(packed().get(0).resolve("sha256")).content().contains(" graph.onnx");
    }
  }

  @Test
  void whatAKilledProcessLeftIsRemoved() throws IOException {
    run();
    Path left = folder.resolve("." + packed().get(0).getFileName() + ".killed.part");
    Files.createDirectory(left);
    Files.writeString(left.resolve("weights.bin"), "half");
    Files.delete(packed().get(0).resolve("sha256"));

    run();
    assertThat(left).doesNotExist();
    assertThat(packed()).hasSize(1);
  }

  @Test
  void withoutAFolderItOpensAllTheSame() throws IOException {
    float[] expected = run(Session.open(GRAPH, options));
    Files.writeString(folder, "in the way");

    assertThat(run()).containsExactly(expected);
    assertThat(folder).hasContent("in the way");
  }

  @Test
  void aGraphWithoutItsWeightsIsRefused() throws IOException {
    Files.delete(weights.resolve("w.bin"));

    assertThatThrownBy(this::run)
        .isInstanceOf(ModelNotFoundException.class)
        .hasMessageContaining("product");
    assertThat(packed()).isEmpty();
  }

  @Test
  void threadsAtOnceMakeItOnce() throws IOException {
    List<CompletableFuture<float[]>> all =
        IntStream.range(0, 6).mapToObj(i -> CompletableFuture.supplyAsync(this::run)).toList();
    List<float[]> results = new ArrayList<>();
    all.forEach(one -> results.add(one.join()));

    assertThat(results).allSatisfy(y -> assertThat(y).containsExactly(results.get(0)));
    assertThat(packed()).hasSize(1);
  }
}
