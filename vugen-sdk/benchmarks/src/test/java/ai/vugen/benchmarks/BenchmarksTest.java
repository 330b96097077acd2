package ai.vugen.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs each benchmark once, so that none of them is broken when it is needed. */
class BenchmarksTest {
  private static final List<Class<?>> BENCHMARKS =
      List.of(NoiseBenchmark.class, ImageBenchmark.class, FileBenchmark.class);

  @Test
  void eachBenchmarkRuns() throws Exception {
    System.setProperty("jmh.ignoreLock", "true"); // another build may run this test too
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .mode(Mode.SingleShotTime)
                    .forks(0)
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .param("length", "4096")
                    .shouldFailOnError(true)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();
    assertThat(results.stream().map(result -> result.getParams().getBenchmark()))
        .containsExactlyInAnyOrderElementsOf(
            BENCHMARKS.stream().flatMap(BenchmarksTest::benchmarks).toList());
  }

  private static Stream<String> benchmarks(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.isAnnotationPresent(Benchmark.class))
        .map(method -> type.getName() + "." + method.getName());
  }
}
