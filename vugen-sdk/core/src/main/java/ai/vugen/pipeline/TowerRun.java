package ai.vugen.pipeline;

import ai.vugen.flow.Branches;
import ai.vugen.model.ModelConfig;
import ai.vugen.model.language.LanguageConfig;
import ai.vugen.runtime.ElementType;
import ai.vugen.runtime.NativeBuffer;
import ai.vugen.runtime.NativeTensor;
import ai.vugen.runtime.RunControl;
import ai.vugen.runtime.Session;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tower session with the work space of one request. Both branches of guidance run as one batch:
 * first the samples under the prompt, then the same samples without it; the shorter prefix is
 * padded and its padding masked. All tensors are made once. One thread at a time.
 */
final class TowerRun implements Branches, AutoCloseable {
  private final Session session;
  private final RunControl control;
  private final int samples;
  private final int sampleSize;
  private final List<NativeBuffer> buffers = new ArrayList<>();
  private final Pass one;
  private final @Nullable Pass two;
  private final float[] scratch;

  /** A run with the first rows of the buffers. */
  private record Pass(Map<String, NativeTensor> given, Map<String, NativeTensor> into) {
    NativeTensor latent() {
      return tensor(given, TowerGraph.LATENT);
    }

    NativeTensor time() {
      return tensor(given, TowerGraph.TIME);
    }

    NativeTensor velocity() {
      return tensor(into, TowerGraph.VELOCITY);
    }

    private static NativeTensor tensor(Map<String, NativeTensor> from, String name) {
      NativeTensor tensor = from.get(name);
      if (tensor == null) {
        throw new IllegalStateException(name);
      }
      return tensor;
    }
  }

  /**
   * Prepares the runs of some samples.
   *
   * @param prompt keys and values of the prompt
   * @param empty keys and values without it; null where guidance is off
   */
  TowerRun(
      ModelConfig config,
      Session session,
      KeyValues prompt,
      @Nullable KeyValues empty,
      int samples,
      RunControl control) {
    this.session = session;
    this.control = control;
    this.samples = samples;
    LatentShape shape = LatentShape.of(config);
    sampleSize = shape.size();
    List<KeyValues> prefixes = empty == null ? List.of(prompt) : List.of(prompt, empty);
    int length = prefixes.stream().mapToInt(KeyValues::tokens).max().orElseThrow();
    Storage storage = new Storage(config.language(), shape, prefixes, length);
    one = storage.pass(samples);
    two = empty == null ? null : storage.pass(2 * samples);
    scratch = new float[samples * sampleSize * prefixes.size()];
  }

  /** The buffers of the inputs and outputs, filled with what stays the same in all steps. */
  private final class Storage {
    private final LanguageConfig language;
    private final LatentShape shape;
    private final int length;
    private final Map<String, NativeBuffer> inputs = new HashMap<>();
    private final NativeBuffer velocity;

    Storage(LanguageConfig language, LatentShape shape, List<KeyValues> prefixes, int length) {
      this.language = language;
      this.shape = shape;
      this.length = length;
      int batch = samples * prefixes.size();
      velocity = allocate(ElementType.F32, (long) batch * sampleSize);
      inputs.put(TowerGraph.LATENT, allocate(ElementType.F32, (long) batch * sampleSize));
      inputs.put(TowerGraph.TIME, allocate(ElementType.F32, batch));
      fillPositions(prefixes);
      fillMask(prefixes);
      for (int layer = 0; layer < language.layers(); layer++) {
        int at = layer;
        fillPrefix(TowerGraph.prefixKey(layer), prefixes, kv -> kv.keys().get(at));
        fillPrefix(TowerGraph.prefixValue(layer), prefixes, kv -> kv.values().get(at));
      }
    }

    private NativeBuffer allocate(ElementType type, long size) {
      NativeBuffer buffer = NativeBuffer.allocate(type, size);
      buffers.add(buffer);
      return buffer;
    }

    private void fillPositions(List<KeyValues> prefixes) {
      long[] positions = new long[samples * prefixes.size()];
      for (int i = 0; i < positions.length; i++) {
        positions[i] = prefixes.get(i / samples).tokens();
      }
      NativeBuffer buffer = allocate(ElementType.I64, positions.length);
      buffer.tensor(positions.length).put(positions);
      inputs.put(TowerGraph.POSITION, buffer);
    }

    private void fillMask(List<KeyValues> prefixes) {
      int keys = length + shape.tokens();
      float[] mask = new float[samples * prefixes.size() * keys];
      for (int i = 0; i < samples * prefixes.size(); i++) {
        int real = prefixes.get(i / samples).tokens();
        Arrays.fill(mask, i * keys + real, i * keys + length, LanguageRun.UNSEEN);
      }
      NativeBuffer buffer = allocate(ElementType.F32, mask.length);
      buffer.tensor(mask.length).put(mask);
      inputs.put(TowerGraph.ATTENTION_MASK, buffer);
    }

    private void fillPrefix(
        String input,
        List<KeyValues> prefixes,
        java.util.function.Function<KeyValues, float[]> layer) {
      long row = (long) length * language.kvHeads() * language.headDim();
      NativeBuffer buffer = allocate(ElementType.F32, row * samples * prefixes.size());
      for (int i = 0; i < samples * prefixes.size(); i++) {
        float[] values = layer.apply(prefixes.get(i / samples));
        buffer.slice(i * row, values.length).put(values);
      }
      inputs.put(input, buffer);
    }

    Pass pass(int batch) {
      Map<String, NativeTensor> given = new HashMap<>();
      inputs.forEach((name, buffer) -> given.put(name, buffer.tensor(shapeOf(name, batch))));
      return new Pass(
          given, Map.of(TowerGraph.VELOCITY, velocity.tensor(shapeOf(TowerGraph.LATENT, batch))));
    }

    private long[] shapeOf(String input, int batch) {
      return switch (input) {
        case TowerGraph.LATENT ->
            new long[] {batch, shape.channels(), shape.rows(), shape.columns()};
        case TowerGraph.TIME, TowerGraph.POSITION -> new long[] {batch};
        case TowerGraph.ATTENTION_MASK -> new long[] {batch, length + shape.tokens()};
        default -> new long[] {batch, length, language.kvHeads(), language.headDim()};
      };
    }
  }

  @Override
  public void conditional(double[] z, double t, double[] conditional) {
    run(one, z, t);
    widen(0, conditional);
  }

  @Override
  public void both(double[] z, double t, double[] conditional, double[] unconditional) {
    if (two == null) {
      throw new IllegalStateException("this run has no branch without the prompt");
    }
    run(two, z, t);
    widen(0, conditional);
    widen(samples * sampleSize, unconditional);
  }

  private void run(Pass pass, double[] z, double t) {
    int batch = Math.toIntExact(pass.time().size(0));
    for (int i = 0; i < batch * sampleSize; i++) {
      scratch[i] = (float) z[i % z.length];
    }
    pass.latent().put(scratch);
    float[] times = new float[batch];
    Arrays.fill(times, (float) t);
    pass.time().put(times);
    session.run(pass.given(), pass.into(), control);
    pass.velocity().get(scratch, 0);
  }

  private void widen(int from, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] = scratch[from + i];
    }
  }

  @Override
  public void close() {
    buffers.forEach(NativeBuffer::close);
  }
}
