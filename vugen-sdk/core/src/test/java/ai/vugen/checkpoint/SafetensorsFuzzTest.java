package ai.vugen.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.error.ModelException;
import ai.vugen.error.ModelIntegrityException;
import ai.vugen.error.ModelNotFoundException;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files, by a seeded mutator: each is refused with a typed exception or read correctly. */
class SafetensorsFuzzTest {
  private static final long MOST_ALLOCATED_BYTES = 16 << 20;

  private static final Pattern DETAILS =
      Pattern.compile("\"[^\"]*\"|[A-Z0-9]*\\[[^]]*]|\\d+|[^ ]+\\.safetensors");

  private final Path folder;
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Set<String> faults = new TreeSet<>();
  private int readable;

  SafetensorsFuzzTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void open_manyMutants_giveATypedFaultOrAConsistentFile() throws IOException {
    byte[] good = Files.readAllBytes(sample("good.safetensors"));
    Mutator mutator = new Mutator(new Random(20260), good);
    for (int i = 0; i < 3000; i++) {
      tryFile(mutator.next());
    }
    assertThat(readable).as("mutants that are still valid").isBetween(100, 2500);
    assertThat(faults).as("kinds of faults").hasSizeGreaterThan(15);
  }

  @Test
  void open_bitFlippedInEveryByteOfTheHeader_givesATypedFaultOrAConsistentFile()
      throws IOException {
    byte[] good = Files.readAllBytes(sample("good.safetensors"));
    int headerEnd = 8 + ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).getInt();
    for (int i = 0; i < headerEnd; i++) {
      byte[] mutant = good.clone();
      mutant[i] ^= (byte) (1 << i % 8);
      tryFile(mutant);
    }
    assertThat(readable).isBetween(20, headerEnd / 2);
  }

  @Test
  void open_mutatedIndex_givesATypedFaultOrTheWholeCheckpoint() throws IOException {
    sample("a.safetensors");
    new SafetensorsWriter()
        .add("z", new long[] {1}, new float[] {7})
        .write(folder.resolve("b.safetensors"));
    StringBuilder index = new StringBuilder("{\"metadata\":{\"total_size\":9},\"weight_map\":{");
    SafetensorsFile.open(folder.resolve("a.safetensors"))
        .names()
        .forEach(name -> index.append('"').append(name).append("\":\"a.safetensors\","));
    index.append("\"z\":\"b.safetensors\"}}");
    byte[] good = index.toString().getBytes(StandardCharsets.UTF_8);
    Mutator mutator = new Mutator(new Random(77), good);
    for (int i = 0; i < 1000; i++) {
      RawFile.write(folder, "model.safetensors.index.json", mutator.next());
      try {
        Checkpoint checkpoint = Checkpoint.open(folder);
        assertThat(checkpoint.names()).hasSize(7);
        assertThat(checkpoint.floats("z")).containsExactly(7);
        readable++;
      } catch (ModelIntegrityException | ModelNotFoundException e) {
        note(e);
      }
    }
    assertThat(readable).isBetween(20, 900);
    assertThat(faults).hasSizeGreaterThan(5);
  }

  private void tryFile(byte[] bytes) {
    Path path = RawFile.write(folder, "mutant.safetensors", bytes);
    long before = threads.getCurrentThreadAllocatedBytes();
    try {
      SafetensorsFile file = SafetensorsFile.open(path);
      readAll(file, bytes.length);
      readable++;
    } catch (ModelIntegrityException e) {
      assertThat(e).hasMessageContaining("mutant.safetensors");
      note(e);
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated).isLessThan(MOST_ALLOCATED_BYTES);
  }

  /** Every tensor can be read and all of them cover the data once. */
  private static void readAll(SafetensorsFile file, int fileSize) {
    long end = -1;
    for (TensorEntry entry : file.entries().values()) {
      var source = (TensorSource.InFile) entry.source();
      if (end >= 0) {
        assertThat(source.offset()).isEqualTo(end);
      }
      end = source.offset() + source.length();
      assertThat(entry.bytes().remaining()).isEqualTo((int) source.length());
      long elements =
          switch (entry.dataType()) {
            case F32, F16, BF16 -> entry.floats().length;
            case F64 -> entry.doubles().length;
            case I64 -> entry.longs().length;
            case I8, U8 -> entry.bytes().remaining();
          };
      assertThat(elements).isEqualTo(entry.elements());
    }
    assertThat(end).isIn(-1L, (long) fileSize);
  }

  /** Remembers a message without the names and numbers in it. */
  private void note(ModelException e) {
    faults.add(DETAILS.matcher(String.valueOf(e.getMessage())).replaceAll(""));
  }

  private Path sample(String name) {
    Path path = folder.resolve(name);
    float[] values = {1, -2, 3.5f, 0, 1e-3f, 6};
    new SafetensorsWriter()
        .metadata("format", "pt")
        .metadata("note", "größe")
        .add("layer.0.weight", new long[] {2, 3}, values)
        .add("layer.0.bias", DataType.F16, new long[] {6}, values)
        .add("layer.1.weight", DataType.BF16, new long[] {3, 2}, values)
        .add("ids", new long[] {2}, new long[] {1, 2})
        .add("flags", DataType.U8, new long[] {5}, ByteBuffer.allocate(5))
        .add("empty", DataType.I8, new long[] {0, 9}, ByteBuffer.allocate(0))
        .write(path);
    return path;
  }
}
