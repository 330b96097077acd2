package ai.vugen.benchmarks;

import ai.vugen.image.Pixels;
import ai.vugen.image.PngMetadata;
import ai.vugen.image.PngWriter;
import ai.vugen.image.Resize;
import ai.vugen.image.ResizeFilter;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What happens to pixels on both sides of the networks. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ImageBenchmark {
  private final Pixels photograph = waves(1024, 768);
  private final Pixels drawing = waves(256, 256);

  /** Returns a picture of a user, made as large as a tile of the tower. */
  @Benchmark
  public Pixels resizeToTile() {
    return new Resize(448, 448, ResizeFilter.BICUBIC).apply(photograph);
  }

  /** Returns a drawn image as the bytes of a PNG file. */
  @Benchmark
  public byte[] png() {
    return PngWriter.toBytes(drawing, PngMetadata.NONE);
  }

  /** Smooth colours: neither flat nor noise, which PNG would pack too well or not at all. */
  private static Pixels waves(int width, int height) {
    byte[] rgb = new byte[width * height * 3];
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % width;
      int y = i / 3 / width;
      rgb[i] =
          (byte) (128 + 60 * StrictMath.sin(x * 0.031 + i % 3) + 60 * StrictMath.cos(y * 0.017));
    }
    return Pixels.of(width, height, rgb);
  }
}
