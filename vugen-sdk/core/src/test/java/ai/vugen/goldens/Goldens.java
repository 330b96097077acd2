package ai.vugen.goldens;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Set;

/**
 * Reference tensors: one safetensors file under {@code src/test/resources/goldens}, read without
 * the SDK's own reader. Names are resource paths below that folder, as in {@code
 * Goldens.load("plm/image/vanilla.safetensors")}.
 */
public final class Goldens {
  private final JsonObject header;
  private final ByteBuffer data;

  private Goldens(JsonObject header, ByteBuffer data) {
    this.header = header;
    this.data = data;
  }

  /** Loads all tensors of a golden safetensors file. */
  public static Goldens load(String name) {
    ByteBuffer file = ByteBuffer.wrap(resource(name)).order(ByteOrder.LITTLE_ENDIAN);
    int headerLength = Math.toIntExact(file.getLong());
    JsonObject header =
        JsonParser.parseString(new String(file.array(), 8, headerLength, StandardCharsets.UTF_8))
            .getAsJsonObject();
    header.remove("__metadata__");
    int start = 8 + headerLength;
    ByteBuffer data = file.slice(start, file.capacity() - start).order(ByteOrder.LITTLE_ENDIAN);
    return new Goldens(header, data);
  }

  /** Returns a golden JSON file. */
  public static JsonElement json(String name) {
    return JsonParser.parseString(new String(resource(name), StandardCharsets.UTF_8));
  }

  /** Returns the bytes of any golden file. */
  public static byte[] resource(String name) {
    try (InputStream in = url(name).openStream()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the place of a golden file, or folder, on disk. */
  public static Path path(String name) {
    try {
      return Path.of(url(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(name, e);
    }
  }

  /** Returns the names of the tensors, in the order of the file's header. */
  public Set<String> names() {
    return Collections.unmodifiableSet(header.keySet());
  }

  /** Returns a tensor's shape, {@code []} for a scalar. */
  public int[] shape(String tensor) {
    JsonArray shape = entry(tensor).getAsJsonArray("shape");
    int[] sizes = new int[shape.size()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = shape.get(i).getAsInt();
    }
    return sizes;
  }

  /** Returns a tensor's element type by its safetensors name, such as {@code F32}. */
  public String dtype(String tensor) {
    return entry(tensor).get("dtype").getAsString();
  }

  /** Returns an F32 tensor, or a BF16 or F64 tensor converted to float. */
  public float[] floats(String tensor) {
    double[] values = doubles(tensor);
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** Returns an F64 tensor, or an F32 or BF16 tensor widened to double. */
  public double[] doubles(String tensor) {
    ByteBuffer bytes = slice(tensor);
    String dtype = dtype(tensor);
    double[] values = new double[bytes.remaining() / width(dtype)];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (dtype) {
            case "F32" -> bytes.getFloat();
            case "F64" -> bytes.getDouble();
            case "BF16" -> Float.intBitsToFloat(bytes.getShort() << 16);
            default -> throw new IllegalArgumentException(tensor + " is " + dtype);
          };
    }
    return values;
  }

  /** Returns an I64 tensor, or an I32 or U8 tensor widened to long. */
  public long[] longs(String tensor) {
    ByteBuffer bytes = slice(tensor);
    String dtype = dtype(tensor);
    long[] values = new long[bytes.remaining() / width(dtype)];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (dtype) {
            case "I64" -> bytes.getLong();
            case "I32" -> bytes.getInt();
            case "U8", "BOOL" -> bytes.get() & 0xff;
            default -> throw new IllegalArgumentException(tensor + " is " + dtype);
          };
    }
    return values;
  }

  /** Returns a tensor's bytes as they are in the file, little-endian; of use for U8. */
  public byte[] bytes(String tensor) {
    ByteBuffer slice = slice(tensor);
    byte[] bytes = new byte[slice.remaining()];
    slice.get(bytes);
    return bytes;
  }

  private ByteBuffer slice(String tensor) {
    JsonArray offsets = entry(tensor).getAsJsonArray("data_offsets");
    int from = offsets.get(0).getAsInt();
    return data.slice(from, offsets.get(1).getAsInt() - from).order(ByteOrder.LITTLE_ENDIAN);
  }

  private JsonObject entry(String tensor) {
    JsonObject entry = header.getAsJsonObject(tensor);
    if (entry == null) {
      throw new IllegalArgumentException("no tensor " + tensor + " among " + names());
    }
    return entry;
  }

  private static int width(String dtype) {
    return switch (dtype) {
      case "F64", "I64" -> 8;
      case "F32", "I32" -> 4;
      case "BF16" -> 2;
      default -> 1;
    };
  }

  private static URL url(String name) {
    URL url = Goldens.class.getResource("/goldens/" + name);
    if (url == null) {
      throw new IllegalArgumentException("no golden file " + name);
    }
    return url;
  }
}
