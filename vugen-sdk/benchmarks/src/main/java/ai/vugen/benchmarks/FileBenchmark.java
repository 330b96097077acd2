package ai.vugen.benchmarks;

import ai.vugen.checkpoint.SafetensorsFile;
import ai.vugen.model.language.Tokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What opening a model and reading a prompt take: nano's header and its tokenizer. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FileBenchmark {
  private static final String PROMPT = "two red apples on a blue background";

  private final Path folder = newFolder();
  private final Path weights = unpacked("model.safetensors");
  private final Tokenizer tokenizer = Tokenizer.load(unpacked("tokenizer.json"));

  @Benchmark
  public SafetensorsFile openSafetensors() {
    return SafetensorsFile.open(weights);
  }

  @Benchmark
  public int[] encodePrompt() {
    return tokenizer.encode(PROMPT);
  }

  @TearDown
  public void close() throws IOException {
    tokenizer.close();
    Files.delete(folder.resolve("model.safetensors"));
    Files.delete(folder.resolve("tokenizer.json"));
    Files.delete(folder);
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("vugen-benchmark");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path unpacked(String name) {
    Path file = folder.resolve(name);
    try (InputStream in =
        FileBenchmark.class.getResourceAsStream("/ai/vugen/models/nano/" + name)) {
      Files.copy(Objects.requireNonNull(in, name), file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }
}
