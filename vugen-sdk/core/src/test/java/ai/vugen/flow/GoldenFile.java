package ai.vugen.flow;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reference tensors (float32 safetensors, widened to doubles) and tables (JSON). */
final class GoldenFile {
  private final JsonObject header;
  private final ByteBuffer data;

  private GoldenFile(JsonObject header, ByteBuffer data) {
    this.header = header;
    this.data = data;
  }

  static GoldenFile tensors(String name) {
    ByteBuffer file = ByteBuffer.wrap(bytes(name)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] json = new byte[Math.toIntExact(file.getLong())];
    file.get(json);
    return new GoldenFile(
        JsonParser.parseString(new String(json, StandardCharsets.UTF_8)).getAsJsonObject(),
        file.slice().order(ByteOrder.LITTLE_ENDIAN));
  }

  static JsonObject json(String name) {
    return JsonParser.parseString(new String(bytes(name), StandardCharsets.UTF_8))
        .getAsJsonObject();
  }

  double[] get(String tensor) {
    var offsets = header.getAsJsonObject(tensor).getAsJsonArray("data_offsets");
    int begin = offsets.get(0).getAsInt();
    double[] values = new double[(offsets.get(1).getAsInt() - begin) / Float.BYTES];
    for (int i = 0; i < values.length; i++) {
      values[i] = data.getFloat(begin + i * Float.BYTES);
    }
    return values;
  }

  private static byte[] bytes(String name) {
    try (InputStream in = GoldenFile.class.getResourceAsStream("/goldens/decoders/" + name)) {
      if (in == null) {
        throw new IllegalStateException("no reference file " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
