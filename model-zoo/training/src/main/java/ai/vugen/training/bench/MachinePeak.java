package ai.vugen.training.bench;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.checkpoint.DataType;
import ai.vugen.checkpoint.TensorEntry;
import ai.vugen.checkpoint.TensorSource;
import ai.vugen.device.Placement;
import ai.vugen.onnx.Lowering;
import ai.vugen.onnx.OnnxGraph;
import ai.vugen.onnx.ParameterStore;
import ai.vugen.runtime.ElementType;
import ai.vugen.runtime.NativeBuffer;
import ai.vugen.runtime.NativeTensor;
import ai.vugen.runtime.RunControl;
import ai.vugen.runtime.Session;
import ai.vugen.runtime.SessionOptions;
import ai.vugen.tensor.Linear;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * What this machine does at best, by layers as the SDK runs them: the lines of a roofline.
 *
 * @param gflops of a large float32 layer that arithmetic limits
 * @param gops the same of a layer in 8-bit integers, its rows rounded within
 * @param gigabytes of weights a second, of a layer with one row, that memory limits
 */
record MachinePeak(double gflops, double gops, double gigabytes) {
  private static final int WIDTH = 2048;
  private static final int OUTPUTS = 8192;
  private static final int ROWS = 1024;

  /** 128 MiB of weights, more than caches hold. */
  private static final int MANY = 16384;

  private static final int RUNS = 20;

  private static final String WEIGHT = "weight";

  /** Returns the best of several runs of each layer. */
  static MachinePeak measure() {
    double flops = 2.0 * ROWS * WIDTH * OUTPUTS;
    double bytes = (double) Float.BYTES * WIDTH * MANY;
    return new MachinePeak(
        flops / nanos(ROWS, OUTPUTS, MachinePeak::real),
        flops / nanos(ROWS, OUTPUTS, MachinePeak::integers),
        bytes / nanos(1, MANY, MachinePeak::real));
  }

  /** Returns a random weight in float32, {@code [outputs, WIDTH]}. */
  private static ParameterStore real(int outputs) {
    ByteBuffer values =
        ByteBuffer.allocate(outputs * WIDTH * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    values.asFloatBuffer().put(normal(outputs * WIDTH));
    return Map.of(WEIGHT, entry(WEIGHT, DataType.F32, values, outputs, WIDTH))::get;
  }

  /** Returns a random weight in 8-bit integers with the scale 1. */
  private static ParameterStore integers(int outputs) {
    byte[] values = new byte[outputs * WIDTH];
    new Random(outputs).nextBytes(values);
    ByteBuffer ones = ByteBuffer.allocate(outputs * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < outputs; i++) {
      ones.putFloat(1);
    }
    String scale = WEIGHT + Checkpoint.SCALE;
    return Map.of(
            WEIGHT,
            entry(WEIGHT, DataType.I8, ByteBuffer.wrap(values), WIDTH, outputs),
            scale,
            entry(scale, DataType.F32, ones.flip(), outputs))
        ::get;
  }

  private static TensorEntry entry(String name, DataType type, ByteBuffer bytes, long... shape) {
    return new TensorEntry(name, type, shape, new TensorSource.InMemory(bytes));
  }

  private static double nanos(int rows, int outputs, IntFunction<ParameterStore> weights) {
    OnnxGraph graph =
        new OnnxGraph("peak", Lowering.of(Placement.CPU_FLOAT32), weights.apply(outputs));
    Tensor x = graph.input("x", Shape.of(rows, WIDTH));
    Tensor weight = graph.parameter(WEIGHT, Shape.of(outputs, WIDTH));
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

  /** Returns one line for the head of a report. */
  String text() {
    return String.format(
        Locale.ROOT,
        "Peak          %.0f GFLOP/s in float32, %.0f billion/s in 8 bits (layer of %d x %d, %d"
            + " rows), %.1f GB/s (one row, %d MiB)",
        gflops,
        gops,
        WIDTH,
        OUTPUTS,
        ROWS,
        gigabytes,
        (long) WIDTH * MANY * Float.BYTES >> 20);
  }
}
