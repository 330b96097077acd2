package ai.vugen.benchmarks;

import ai.vugen.flow.Noise;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The noise that a latent starts from: Philox and Box–Muller with {@code StrictMath}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class NoiseBenchmark {
  /** Numbers of nano's latent and of VUGEN-1B's, and of the pixels of a 256 × 256 image. */
  @Param({"1024", "4096", "196608"})
  public int length;

  private long seed;

  @Benchmark
  public double[] fill() {
    double[] latent = new double[length];
    new Noise(seed++, 0, Noise.Stream.TOWER_LATENT).fill(latent, 0, length);
    return latent;
  }
}
