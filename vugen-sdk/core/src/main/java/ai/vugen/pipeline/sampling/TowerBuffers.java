package ai.vugen.pipeline.sampling;

import ai.vugen.graph.TowerGraph;
import ai.vugen.model.ModelConfig;
import ai.vugen.model.VugenConfig;
import ai.vugen.model.language.LanguageConfig;
import ai.vugen.model.latent.LatentSpace;
import ai.vugen.pipeline.language.KeyValues;
import ai.vugen.pipeline.language.LanguageRun;
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
 * The inputs and outputs of the tower's session for a number of rows, each with a latent, a time
 * and a prefix of its own. Padding behind a shorter prefix is masked. One thread at a time.
 */
final class TowerBuffers implements AutoCloseable {
  private final LanguageConfig language;
  private final LatentSpace latents;
  private final int prefixLength;
  private final int rows;
  private final Map<String, NativeBuffer> inputs = new HashMap<>();
  private final NativeBuffer velocity;
  private final @Nullable KeyValues[] prefixes; // by row, what is in the buffers
  private final float[] mask;
  private final Map<Integer, Map<String, NativeTensor>> given = new HashMap<>(); // by rows

  /**
   * @param prefixLength text tokens of a row, with padding
   * @param rows most rows of a run
   */
  TowerBuffers(ModelConfig config, int prefixLength, int rows) {
    this.language = config.language();
    VugenConfig drawing = config.requireDrawing();
    this.latents = drawing.latents();
    this.prefixLength = prefixLength;
    this.rows = rows;
    this.prefixes = new KeyValues[rows];
    this.mask = new float[prefixLength + drawing.towerTokens()];
    velocity = allocate(ElementType.F32, latents.size());
    inputs.put(TowerGraph.LATENT, allocate(ElementType.F32, latents.size()));
    inputs.put(TowerGraph.TIME, allocate(ElementType.F32, 1));
    inputs.put(TowerGraph.POSITION, allocate(ElementType.I64, 1));
    inputs.put(TowerGraph.ATTENTION_MASK, allocate(ElementType.F32, mask.length));
    for (int layer = 0; layer < language.layers(); layer++) {
      inputs.put(TowerGraph.prefixKey(layer), allocate(ElementType.F32, prefixSize()));
      inputs.put(TowerGraph.prefixValue(layer), allocate(ElementType.F32, prefixSize()));
    }
  }

  private NativeBuffer allocate(ElementType type, long rowSize) {
    return NativeBuffer.allocate(type, rows * rowSize);
  }

  private long prefixSize() {
    return (long) prefixLength * language.kvHeads() * language.headDim();
  }

  int prefixLength() {
    return prefixLength;
  }

  int rows() {
    return rows;
  }

  int latentSize() {
    return latents.size();
  }

  /** Writes the text of a row, unless it is there already. */
  void setPrefix(int row, KeyValues prefix) {
    if (prefix.equals(prefixes[row])) { // the very same arrays
      return;
    }
    prefixes[row] = null; // until all of it is written
    row(TowerGraph.POSITION, row, 1).put(new long[] {prefix.tokens()});
    Arrays.fill(mask, 0);
    Arrays.fill(mask, prefix.tokens(), prefixLength, LanguageRun.MASK_VALUE);
    row(TowerGraph.ATTENTION_MASK, row, mask.length).put(mask);
    for (int layer = 0; layer < language.layers(); layer++) {
      put(TowerGraph.prefixKey(layer), row, prefix.keys().get(layer));
      put(TowerGraph.prefixValue(layer), row, prefix.values().get(layer));
    }
    prefixes[row] = prefix;
  }

  private void put(String input, int row, float[] values) {
    input(input).slice(row * prefixSize(), values.length).put(values);
  }

  /** Writes the latent of a row, {@code values[from]} and on, and its time. */
  void setState(int row, float[] values, int from, float time) {
    row(TowerGraph.LATENT, row, latents.size()).put(values, from);
    row(TowerGraph.TIME, row, 1).put(new float[] {time});
  }

  private NativeTensor row(String input, int row, int size) {
    return input(input).slice((long) row * size, size);
  }

  private NativeBuffer input(String name) {
    NativeBuffer buffer = inputs.get(name);
    if (buffer == null) {
      throw new IllegalStateException(name);
    }
    return buffer;
  }

  /** Computes the velocities of the first rows. */
  void run(int used, Session tower, RunControl control) {
    Map<String, NativeTensor> tensors = given.computeIfAbsent(used, this::inputs);
    tower.run(
        tensors,
        Map.of(TowerGraph.VELOCITY, velocity.tensor(shapeOf(TowerGraph.LATENT, used))),
        control);
  }

  private Map<String, NativeTensor> inputs(int used) {
    Map<String, NativeTensor> tensors = new HashMap<>();
    inputs.forEach((name, buffer) -> tensors.put(name, buffer.tensor(shapeOf(name, used))));
    return tensors;
  }

  private long[] shapeOf(String input, int batch) {
    return switch (input) {
      case TowerGraph.LATENT ->
          new long[] {batch, latents.channels(), latents.grid().rows(), latents.grid().columns()};
      case TowerGraph.TIME, TowerGraph.POSITION -> new long[] {batch};
      case TowerGraph.ATTENTION_MASK -> new long[] {batch, mask.length};
      default -> new long[] {batch, prefixLength, language.kvHeads(), language.headDim()};
    };
  }

  /** Copies the velocity of a row to {@code into[at]} and on. */
  void velocity(int row, float[] into, int at) {
    velocity.slice((long) row * latents.size(), latents.size()).get(into, at);
  }

  @Override
  public void close() {
    List<NativeBuffer> all = new ArrayList<>(inputs.values());
    all.add(velocity);
    all.forEach(NativeBuffer::close);
  }
}
