package ai.vugen.checkpoint;

import ai.vugen.error.ModelIntegrityException;
import ai.vugen.json.JsonText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The checked header of a safetensors file. The file is: header size n (8 bytes, little-endian), n
 * bytes of JSON {@code {"name": {"dtype", "shape", "data_offsets": [begin, end]}, ...}} padded with
 * spaces, then the tensors' bytes, which the offsets must cover once and completely.
 *
 * @param entries in the order of their bytes in the file
 * @param metadata the optional {@code __metadata__} object
 */
record SafetensorsHeader(Map<String, TensorEntry> entries, Map<String, String> metadata) {
  /** The size limit of the reference implementation, in bytes. */
  static final int MOST_BYTES = 100_000_000;

  /** The name that is not a tensor. */
  static final String METADATA = "__metadata__";

  /** Far above any network's, far below what could exhaust memory. */
  static final int MOST_DIMENSIONS = 32;

  static SafetensorsHeader read(Path path, FileChannel channel) throws IOException {
    Parser parser =
        new Parser(
            path.toString(),
            channel.size(),
            (offset, length) -> new TensorSource.InFile(path, offset, length));
    return parser.parse(channel::read);
  }

  /** Reads the header of a file that is in memory. */
  static SafetensorsHeader read(String name, ByteBuffer file) throws IOException {
    Parser parser =
        new Parser(
            name,
            file.remaining(),
            (offset, length) ->
                new TensorSource.InMemory(
                    file.slice(Math.toIntExact(offset), Math.toIntExact(length))));
    return parser.parse(
        (into, from) -> {
          int count = into.remaining();
          into.put(file.slice((int) from, count));
          return count;
        });
  }

  /** Reads into the rest of a buffer, as a channel does. */
  private interface Reader {
    int read(ByteBuffer into, long from) throws IOException;
  }

  /** Where a range of the file is. */
  private interface Place {
    TensorSource of(long offset, long length);
  }

  private record Range(TensorEntry entry, long begin, long end) {}

  private static final class Parser {
    private final String file;
    private final long fileSize;
    private final Place place;
    private long dataStart;
    private final List<Range> ranges = new ArrayList<>();
    private final Map<String, String> metadata = new TreeMap<>();

    Parser(String file, long fileSize, Place place) {
      this.file = file;
      this.fileSize = fileSize;
      this.place = place;
    }

    SafetensorsHeader parse(Reader reader) throws IOException {
      int size = headerSize(reader);
      dataStart = (long) Long.BYTES + size;
      byte[] json = readFully(reader, Long.BYTES, size);
      JsonText.read(json, this::fault, in -> in.object(name -> member(name, in)));
      ranges.sort(
          Comparator.comparingLong(Range::begin)
              .thenComparingLong(Range::end)
              .thenComparing(range -> range.entry.name()));
      checkCoverage();
      Map<String, TensorEntry> entries = new LinkedHashMap<>();
      ranges.forEach(range -> entries.put(range.entry.name(), range.entry));
      return new SafetensorsHeader(
          Collections.unmodifiableMap(entries), Collections.unmodifiableMap(metadata));
    }

    private int headerSize(Reader reader) throws IOException {
      if (fileSize < Long.BYTES) {
        throw fault("it has " + fileSize + " bytes, too few for the header size");
      }
      long size =
          ByteBuffer.wrap(readFully(reader, 0, Long.BYTES))
              .order(ByteOrder.LITTLE_ENDIAN)
              .getLong();
      if (size < 0 || size > MOST_BYTES) {
        throw fault(
            "its header size is "
                + Long.toUnsignedString(size)
                + ", the limit is "
                + MOST_BYTES
                + " bytes");
      }
      if (size > fileSize - Long.BYTES) {
        throw fault("its header size is " + size + " but the file has only " + fileSize + " bytes");
      }
      if (size == 0 || readFully(reader, Long.BYTES, 1)[0] != '{') {
        throw fault("its header does not start with {");
      }
      return (int) size;
    }

    private byte[] readFully(Reader reader, long from, int size) throws IOException {
      ByteBuffer bytes = ByteBuffer.allocate(size);
      while (bytes.hasRemaining()) {
        if (reader.read(bytes, from + bytes.position()) < 0) {
          throw fault("it became shorter while it was read");
        }
      }
      return bytes.array();
    }

    private void member(String name, JsonText in) throws IOException {
      if (name.equals(METADATA)) {
        in.object(key -> metadata.put(key, in.string()));
      } else {
        ranges.add(range(name, in));
      }
    }

    private Range range(String name, JsonText in) throws IOException {
      Fields fields = new Fields();
      in.object(
          key -> {
            switch (key) {
              case "dtype" -> fields.type = in.string();
              case "shape" -> fields.shape = in.counts(MOST_DIMENSIONS);
              case "data_offsets" -> fields.offsets = in.counts(2);
              default -> throw fault(tensor(name) + " has an unknown field " + JsonText.quote(key));
            }
          });
      if (fields.type == null || fields.shape == null || fields.offsets == null) {
        throw fault(tensor(name) + " lacks one of dtype, shape and data_offsets");
      }
      return checked(name, fields.type, fields.shape, fields.offsets);
    }

    private Range checked(String name, String typeName, long[] shape, long[] offsets) {
      DataType type = DataType.named(typeName);
      if (type == null) {
        throw fault(
            tensor(name)
                + " has the unsupported dtype "
                + JsonText.quote(typeName)
                + ", supported are "
                + Arrays.toString(DataType.values()));
      }
      if (offsets.length != 2 || offsets[0] > offsets[1]) {
        throw fault(
            tensor(name) + " has data_offsets " + Arrays.toString(offsets) + ", not [begin, end]");
      }
      long bytes = byteSize(name, type, shape);
      if (bytes != offsets[1] - offsets[0]) {
        throw fault(
            tensor(name)
                + " of "
                + type
                + Arrays.toString(shape)
                + " takes "
                + bytes
                + " bytes but its data_offsets "
                + Arrays.toString(offsets)
                + " span "
                + (offsets[1] - offsets[0]));
      }
      if (offsets[1] > fileSize - dataStart) {
        throw fault(
            tensor(name)
                + " ends at data offset "
                + offsets[1]
                + " but the file has only "
                + (fileSize - dataStart)
                + " bytes of data; it is truncated");
      }
      TensorSource source = place.of(dataStart + offsets[0], bytes);
      return new Range(new TensorEntry(name, type, shape, source), offsets[0], offsets[1]);
    }

    private long byteSize(String name, DataType type, long[] shape) {
      try {
        return Math.multiplyExact(TensorEntry.elements(shape), type.byteSize());
      } catch (ArithmeticException e) {
        throw fault(tensor(name) + " has shape " + Arrays.toString(shape) + ", which overflows");
      }
    }

    private void checkCoverage() {
      long covered = 0;
      for (Range range : ranges) {
        if (range.begin != covered) {
          throw fault(
              tensor(range.entry.name())
                  + " begins at data offset "
                  + range.begin
                  + (range.begin < covered ? ", inside another tensor" : ", after a hole")
                  + "; expected "
                  + covered);
        }
        covered = range.end;
      }
      long left = fileSize - dataStart - covered;
      if (left > 0) {
        throw fault("its last " + left + " bytes belong to no tensor");
      }
    }

    private static String tensor(String name) {
      return "tensor " + JsonText.quote(name);
    }

    private ModelIntegrityException fault(String what) {
      return new ModelIntegrityException(
          file + " is not a valid safetensors file: " + what + ". Get the file again.");
    }
  }

  /** The fields of one tensor, each null until it is read. */
  private static final class Fields {
    private @Nullable String type;
    private long @Nullable [] shape;
    private long @Nullable [] offsets;
  }
}
