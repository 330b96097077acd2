package ai.vugen.checkpoint;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.error.VuGenException;
import ai.vugen.file.AtomicFile;
import ai.vugen.json.JsonText;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * Collects tensors and writes them as one safetensors file. The same tensors and metadata always
 * give the same bytes, whatever the order of the calls: tensors stand by element size, largest
 * first, so that each is aligned, and by name. Arrays and buffers are not copied until {@link
 * #write}; do not change them before.
 */
public final class SafetensorsWriter {
  private static final int ALIGNMENT = 8;

  private final Map<String, Tensor> tensors = new TreeMap<>();
  private final Map<String, String> metadata = new TreeMap<>();

  /** Adds a metadata string, or replaces the one with the same key. */
  public SafetensorsWriter metadata(String key, String value) {
    metadata.put(encodable(key), encodable(value));
    return this;
  }

  /** Adds an F32 tensor, elements in row-major order. */
  public SafetensorsWriter add(String name, long[] shape, float[] values) {
    return add(name, DataType.F32, shape, values);
  }

  /**
   * Adds a tensor of type F32, F16 or BF16; values are rounded to nearest even, see {@link
   * HalfFloats}.
   *
   * @throws InvalidRequestException if another type is asked for
   */
  public SafetensorsWriter add(String name, DataType type, long[] shape, float[] values) {
    TensorContent.Element element =
        switch (type) {
          case F32 -> (i, out) -> out.putFloat(values[i]);
          case F16 -> (i, out) -> out.putShort(HalfFloats.toF16(values[i]));
          case BF16 -> (i, out) -> out.putShort(HalfFloats.toBf16(values[i]));
          case F64, I8, U8, I64 ->
              throw new InvalidRequestException(
                  "Tensor " + name + ": floats can be stored as F32, F16 or BF16, not as " + type);
        };
    return add(
        name, type, shape, values.length, TensorContent.elements(values.length, type, element));
  }

  /**
   * Adds a tensor of type F32, F16 or BF16 whose values are made while they are written, in order;
   * they are rounded as above.
   *
   * @throws InvalidRequestException if another type is asked for
   */
  public SafetensorsWriter add(String name, DataType type, long[] shape, ValueSource values) {
    if (!type.widensToFloat()) {
      throw new InvalidRequestException(
          "Tensor " + name + ": floats can be stored as F32, F16 or BF16, not as " + type);
    }
    long elements = TensorEntry.elements(shape);
    return add(name, type, shape, elements, TensorContent.made(elements, type, values));
  }

  /** Adds an F64 tensor, elements in row-major order. */
  public SafetensorsWriter add(String name, long[] shape, double[] values) {
    TensorContent.Element element = (i, out) -> out.putDouble(values[i]);
    return add(
        name,
        DataType.F64,
        shape,
        values.length,
        TensorContent.elements(values.length, DataType.F64, element));
  }

  /** Adds an I64 tensor, elements in row-major order. */
  public SafetensorsWriter add(String name, long[] shape, long[] values) {
    TensorContent.Element element = (i, out) -> out.putLong(values[i]);
    return add(
        name,
        DataType.I64,
        shape,
        values.length,
        TensorContent.elements(values.length, DataType.I64, element));
  }

  /** Adds a tensor of any type from its little-endian bytes, from the position to the limit. */
  public SafetensorsWriter add(String name, DataType type, long[] shape, ByteBuffer bytes) {
    var source = new TensorSource.InMemory(bytes);
    return add(
        name, type, shape, wholeElements(name, type, source.length()), TensorContent.copy(source));
  }

  /**
   * Adds a tensor of any type whose little-endian bytes are made when it is written, so that only
   * one such tensor is in memory at a time.
   *
   * @param bytes gives as many as shape and type need; asked once for each {@link #write}
   */
  public SafetensorsWriter add(
      String name, DataType type, long[] shape, Supplier<ByteBuffer> bytes) {
    long elements = TensorEntry.elements(shape);
    long size = elements * type.byteSize();
    return add(name, type, shape, elements, TensorContent.supplied(name, size, bytes));
  }

  /** Adds a tensor of another file or checkpoint; its bytes are copied as they are. */
  public SafetensorsWriter add(TensorEntry entry) {
    return add(
        entry.name(),
        entry.dataType(),
        entry.shape(),
        entry.elements(),
        TensorContent.copy(entry.source()));
  }

  private SafetensorsWriter add(
      String name, DataType type, long[] shape, long elements, TensorContent content) {
    if (encodable(name).equals(SafetensorsHeader.METADATA)) {
      throw new InvalidRequestException("The name " + name + " is reserved, choose another.");
    }
    if (!holds(shape, elements)) {
      throw new InvalidRequestException(
          "Tensor " + name + " has " + elements + " elements, not " + Arrays.toString(shape));
    }
    if (tensors.putIfAbsent(name, new Tensor(name, type, shape.clone(), elements, content))
        != null) {
      throw new InvalidRequestException("Tensor " + name + " was added twice.");
    }
    return this;
  }

  /**
   * Writes the file, whole or not at all, replacing an older one. The folder must exist.
   *
   * @throws VuGenException if the file cannot be written; nothing is left behind then
   */
  public void write(Path file) {
    write(file, written -> {});
  }

  /**
   * Writes the file as {@link #write(Path)} does.
   *
   * @param progress told after each piece how many bytes of tensors it had
   */
  public void write(Path file, LongConsumer progress) {
    Path target = file.toAbsolutePath();
    List<Tensor> ordered = new ArrayList<>(tensors.values());
    ordered.sort(
        Comparator.comparingInt((Tensor tensor) -> -tensor.type.byteSize())
            .thenComparing(Tensor::name));
    byte[] header = header(ordered);
    try {
      AtomicFile.of(target).write(channel -> writeAll(channel, header, ordered, progress));
    } catch (IOException e) {
      throw new VuGenException("Cannot write " + target + ": " + e, e);
    }
  }

  private static void writeAll(
      FileChannel channel, byte[] header, List<Tensor> ordered, LongConsumer progress)
      throws IOException {
    ByteBuffer size = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    TensorContent.Sink preamble = new TensorContent.Sink(channel, written -> {});
    preamble.put(size.putLong(header.length).flip());
    preamble.put(ByteBuffer.wrap(header));
    TensorContent.Sink sink = new TensorContent.Sink(channel, progress);
    for (Tensor tensor : ordered) {
      tensor.content.writeTo(sink);
    }
  }

  private byte[] header(List<Tensor> ordered) {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.setHtmlSafe(false);
      json.beginObject();
      if (!metadata.isEmpty()) {
        json.name(SafetensorsHeader.METADATA).beginObject();
        for (var item : metadata.entrySet()) {
          json.name(item.getKey()).value(item.getValue());
        }
        json.endObject();
      }
      long begin = 0;
      for (Tensor tensor : ordered) {
        long end = Math.addExact(begin, tensor.byteLength());
        describe(json, tensor, begin, end);
        begin = end;
      }
      json.endObject();
    } catch (IOException e) {
      throw new AssertionError("writing to memory", e);
    }
    return padded(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void describe(JsonWriter json, Tensor tensor, long begin, long end)
      throws IOException {
    json.name(tensor.name).beginObject().name("dtype").value(tensor.type.name());
    json.name("shape").beginArray();
    for (long size : tensor.shape) {
      json.value(size);
    }
    json.endArray().name("data_offsets").beginArray().value(begin).value(end).endArray();
    json.endObject();
  }

  private static byte[] padded(byte[] json) {
    int size = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (size > SafetensorsHeader.MOST_BYTES) {
      throw new InvalidRequestException(
          "The header would have "
              + size
              + " bytes, the limit is "
              + SafetensorsHeader.MOST_BYTES
              + ". Write fewer tensors or less metadata.");
    }
    byte[] padded = Arrays.copyOf(json, size);
    Arrays.fill(padded, json.length, size, (byte) ' ');
    return padded;
  }

  private static String encodable(String text) {
    if (!JsonText.isUnicode(text)) {
      throw new InvalidRequestException(
          JsonText.quote(text) + " holds half of a surrogate pair and cannot be stored.");
    }
    return text;
  }

  private static boolean holds(long[] shape, long elements) {
    if (shape.length > SafetensorsHeader.MOST_DIMENSIONS
        || Arrays.stream(shape).anyMatch(size -> size < 0)) {
      return false;
    }
    try {
      return TensorEntry.elements(shape) == elements;
    } catch (ArithmeticException e) {
      return false; // more than a long can count
    }
  }

  private static long wholeElements(String name, DataType type, long bytes) {
    if (bytes % type.byteSize() != 0) {
      throw new InvalidRequestException(
          "Tensor " + name + ": " + bytes + " bytes are no whole number of " + type + " elements");
    }
    return bytes / type.byteSize();
  }

  private static final class Tensor {
    private final String name;
    private final DataType type;
    private final long[] shape;
    private final long elements;
    private final TensorContent content;

    Tensor(String name, DataType type, long[] shape, long elements, TensorContent content) {
      this.name = name;
      this.type = type;
      this.shape = shape;
      this.elements = elements;
      this.content = content;
    }

    String name() {
      return name;
    }

    long byteLength() {
      return elements * type.byteSize();
    }
  }
}
