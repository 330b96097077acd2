package ai.vugen.checkpoint;

import ai.vugen.error.InvalidRequestException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** How the bytes of a tensor come into a file. */
@FunctionalInterface
interface TensorContent {
  /** Bytes that are written, and told to the sink, at once. */
  int CHUNK_BYTES = 1 << 20;

  /** Bytes that are copied from file to file at once. */
  int TRANSFER_BYTES = 1 << 26;

  /** Writes all bytes, in order. */
  void writeTo(Sink sink) throws IOException;

  /**
   * Where the bytes go.
   *
   * @param channel the file, at its end
   * @param written told how many bytes were written since it was told last
   */
  record Sink(FileChannel channel, LongConsumer written) {
    void put(ByteBuffer bytes) throws IOException {
      long size = bytes.remaining();
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      written.accept(size);
    }
  }

  /** Puts the element with an index into a buffer. */
  @FunctionalInterface
  interface Element {
    void put(int index, ByteBuffer out);
  }

  /** Elements that are in an array. */
  static TensorContent elements(int count, DataType type, Element element) {
    return sink -> {
      int perChunk = Math.min(count, CHUNK_BYTES / type.byteSize());
      ByteBuffer chunk = chunk(perChunk, type);
      int done = 0;
      while (done < count) {
        chunk.clear();
        int size = Math.min(perChunk, count - done);
        for (int i = 0; i < size; i++) {
          element.put(done + i, chunk);
        }
        sink.put(chunk.flip());
        done += size;
      }
    };
  }

  /** Values that are made while they are written; the type is F32, F16 or BF16. */
  static TensorContent made(long count, DataType type, ValueSource source) {
    return sink -> {
      int perChunk = (int) Math.min(count, CHUNK_BYTES / type.byteSize());
      ByteBuffer chunk = chunk(perChunk, type);
      float[] values = new float[perChunk];
      for (long done = 0; done < count; done += perChunk) {
        int size = (int) Math.min(perChunk, count - done);
        source.fill(done, values, size);
        round(values, size, type, chunk.clear());
        sink.put(chunk.flip());
      }
    };
  }

  /** Bytes that are made at once when they are written. */
  static TensorContent supplied(String name, long size, Supplier<ByteBuffer> bytes) {
    return sink -> {
      ByteBuffer made = bytes.get();
      if (made.remaining() != size) {
        throw new InvalidRequestException(
            "Tensor %s has %d bytes, but %d were made".formatted(name, size, made.remaining()));
      }
      sink.put(made);
    };
  }

  private static void round(float[] values, int count, DataType type, ByteBuffer out) {
    for (int i = 0; i < count; i++) {
      switch (type) {
        case F32 -> out.putFloat(values[i]);
        case F16 -> out.putShort(HalfFloats.toF16(values[i]));
        case BF16 -> out.putShort(HalfFloats.toBf16(values[i]));
        case F64, I8, U8, I64 -> throw new IllegalArgumentException("floats as " + type);
      }
    }
  }

  private static ByteBuffer chunk(int elements, DataType type) {
    return ByteBuffer.allocate(elements * type.byteSize()).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Bytes that are elsewhere; those of a file never come into this process. */
  static TensorContent copy(TensorSource source) {
    return source instanceof TensorSource.InFile file
        ? sink -> transfer(file, sink)
        : windows(source);
  }

  private static TensorContent windows(TensorSource source) {
    return sink -> {
      for (long from = 0; from < source.length(); from += TRANSFER_BYTES) {
        sink.put(source.window(from, (int) Math.min(TRANSFER_BYTES, source.length() - from)));
      }
    };
  }

  private static void transfer(TensorSource.InFile file, Sink sink) throws IOException {
    try (FileChannel in = file.open()) {
      long done = 0;
      while (done < file.length()) {
        long wanted = Math.min(TRANSFER_BYTES, file.length() - done);
        long moved = in.transferTo(file.offset() + done, wanted, sink.channel);
        if (moved <= 0) {
          throw new IOException(file.path() + " ended while it was copied");
        }
        sink.written.accept(moved);
        done += moved;
      }
    }
  }
}
