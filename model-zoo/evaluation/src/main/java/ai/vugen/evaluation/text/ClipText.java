package ai.vugen.evaluation.text;

import ai.vugen.error.ModelException;
import ai.vugen.evaluation.features.OnnxNetwork;
import ai.vugen.model.language.FramingTokenizer;
import ai.vugen.runtime.Dimension;
import ai.vugen.runtime.ElementType;
import ai.vugen.runtime.NativeBuffer;
import ai.vugen.runtime.NativeTensor;
import ai.vugen.runtime.SessionPort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The text encoder of a CLIP which comes as an ONNX file, with its {@code tokenizer.json}.
 *
 * <p>It takes {@code input_ids [batch, tokens]} and, if it likes, {@code attention_mask} of the
 * same shape, and gives one vector a text. Where the tokens' number is fixed, shorter texts are
 * filled up with their last token, which CLIP does not look beyond. Thread-safe until it is closed.
 */
public final class ClipText implements AutoCloseable {
  /** The most tokens of a text that CLIP reads, the two around it included. */
  public static final int CONTEXT = 77;

  private static final String IDS = "input_ids";
  private static final String MASK = "attention_mask";

  private final OnnxNetwork network;
  private final FramingTokenizer tokenizer;
  private final List<SessionPort> inputs;

  private ClipText(OnnxNetwork network, FramingTokenizer tokenizer) {
    this.network = network;
    this.tokenizer = tokenizer;
    inputs = network.inputs();
    boolean fits =
        inputs.stream()
                .map(SessionPort::name)
                .allMatch(name -> name.equals(IDS) || name.equals(MASK))
            && inputs.stream().anyMatch(port -> port.name().equals(IDS))
            && inputs.stream().allMatch(ClipText::takesIds);
    if (!fits) {
      throw new ModelException(
          "%s takes %s; expected %s and perhaps %s, both I64[batch, tokens]. Export the text encoder alone."
              .formatted(network.name(), inputs, IDS, MASK));
    }
  }

  /**
   * Opens a text encoder.
   *
   * @param file {@code .onnx}
   * @param output which of its outputs the embedding is; null if it has one only
   * @param tokenizer {@code tokenizer.json}
   * @throws ai.vugen.error.ModelNotFoundException if there is no such file
   * @throws ModelException if a file is damaged, or the network has no such output or takes
   *     something else
   */
  public static ClipText open(Path file, @Nullable String output, Path tokenizer) {
    FramingTokenizer words = FramingTokenizer.load(tokenizer);
    try {
      OnnxNetwork network = OnnxNetwork.open(file, output);
      try {
        return new ClipText(network, words);
      } catch (RuntimeException e) {
        network.close();
        throw e;
      }
    } catch (RuntimeException e) {
      words.close();
      throw e;
    }
  }

  private static boolean takesIds(SessionPort port) {
    return port.shape().size() == 2
        && (port.type() == ElementType.I64 || port.type() == ElementType.I32);
  }

  /** Returns the name of its file and of its output. */
  public String name() {
    return network.name();
  }

  /** Returns the SHA-256 of its file, 64 hexadecimal digits. */
  public String sha256() {
    return network.sha256();
  }

  /**
   * Returns the embedding of a text, which is cut at {@value #CONTEXT} tokens, the last of them
   * kept.
   *
   * @throws ModelException if the output is not one vector
   */
  public float[] embed(String text) {
    long[] ids = ids(text);
    List<NativeBuffer> buffers = new ArrayList<>();
    try {
      Map<String, NativeTensor> given = new HashMap<>();
      for (SessionPort port : inputs) {
        NativeBuffer buffer = NativeBuffer.allocate(port.type(), length(port, ids.length));
        buffers.add(buffer);
        given.put(port.name(), buffer.tensor(1, length(port, ids.length)).put(values(port, ids)));
      }
      return network.run(given);
    } finally {
      buffers.forEach(NativeBuffer::close);
    }
  }

  private long[] ids(String text) {
    long[] ids = tokenizer.encode(text);
    int most = inputs.stream().mapToInt(port -> length(port, CONTEXT)).min().orElse(CONTEXT);
    if (ids.length <= most) {
      return ids;
    }
    long[] cut = Arrays.copyOf(ids, most);
    cut[most - 1] = ids[ids.length - 1];
    return cut;
  }

  /** Returns the tokens that an input takes: its own number, or any. */
  private static int length(SessionPort port, int any) {
    return port.shape().get(1) instanceof Dimension.Fixed fixed ? (int) fixed.size() : any;
  }

  private static long[] values(SessionPort port, long[] ids) {
    boolean mask = port.name().equals(MASK);
    long[] values = new long[length(port, ids.length)];
    for (int i = 0; i < values.length; i++) {
      long id = ids[Math.min(i, ids.length - 1)];
      values[i] = mask ? (i < ids.length ? 1 : 0) : id;
    }
    return values;
  }

  @Override
  public void close() {
    network.close();
    tokenizer.close();
  }
}
