package ai.vugen.training.bench;

import ai.vugen.onnx.OnnxGraph;
import ai.vugen.onnx.Target;
import ai.vugen.runtime.ElementType;
import ai.vugen.runtime.NativeBuffer;
import ai.vugen.runtime.NativeTensor;
import ai.vugen.runtime.RunControl;
import ai.vugen.runtime.Session;
import ai.vugen.runtime.SessionOptions;
import ai.vugen.tensor.Linear;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Tensor;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * What this machine does at best, by ONNX Runtime's own float32 layers: the two lines of a
 * roofline.
 *
 * @param gflops of a large layer that arithmetic limits
 * @param gigabytes of weights a second, of a layer with one row, that memory limits
 */
record MachinePeak(double gflops, double gigabytes) {
  private static final int WIDTH = 2048;
  private static final int ROWS = 1024;

  /** 128 MiB of weights, more than caches hold. */
  private static final int MANY = 16384;

  private static final int RUNS = 9;

  /** The best of several runs of both layers. */
  static MachinePeak measure() {
    double flops = 2.0 * ROWS * WIDTH * WIDTH;
    double bytes = (double) Float.BYTES * WIDTH * MANY;
    return new MachinePeak(flops / nanos(ROWS, WIDTH), bytes / nanos(1, MANY));
  }

  private static double nanos(int rows, int outputs) {
    OnnxGraph graph = new OnnxGraph("peak", Target.CPU, name -> null);
    Tensor x = graph.input("x", Shape.of(rows, WIDTH));
    Tensor weight = graph.constant(normal(outputs * WIDTH), Shape.of(outputs, WIDTH));
    graph.output("y", new Linear(weight, null).apply(x));
    try (Session session = Session.open(graph.toBytes(), SessionOptions.named("peak"));
        NativeBuffer buffer = NativeBuffer.allocate(ElementType.F32, (long) rows * WIDTH)) {
      NativeTensor input = buffer.tensor(rows, WIDTH).put(normal(rows * WIDTH));
      double best = Double.POSITIVE_INFINITY;
      for (int run = 0; run < RUNS; run++) {
        long begin = System.nanoTime();
        session.run(Map.of("x", input), Map.of(), Set.of("y"), RunControl.unlimited());
        best = Math.min(best, System.nanoTime() - begin);
      }
      return best;
    }
  }

  private static float[] normal(int count) {
    Random random = new Random(count);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** One line for the head of a report. */
  String text() {
    return String.format(
        Locale.ROOT,
        "Peak          %.0f GFLOP/s (layer of %d x %d, %d rows, float32), %.1f GB/s (one row, %d MiB)",
        gflops,
        WIDTH,
        WIDTH,
        ROWS,
        gigabytes,
        (long) WIDTH * MANY * Float.BYTES >> 20);
  }
}
