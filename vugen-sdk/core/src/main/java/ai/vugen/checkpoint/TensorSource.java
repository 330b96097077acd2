package ai.vugen.checkpoint;

import ai.vugen.error.ModelException;
import ai.vugen.error.ModelIntegrityException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** The place where the bytes of a tensor are: a range of a file, or memory. */
public sealed interface TensorSource {

  /** Returns the number of bytes. */
  long length();

  /**
   * Returns {@code length} bytes from byte {@code from} on as a read-only, little-endian buffer;
   * bytes of a file are mapped, not copied.
   *
   * @throws ModelIntegrityException if the file has become shorter since its header was read
   * @throws ModelException if the file cannot be read
   */
  ByteBuffer window(long from, int length);

  /**
   * Bytes {@code offset} to {@code offset + length} of a file.
   *
   * @param path absolute path without symbolic links
   * @param offset from the start of the file, in bytes
   * @param length in bytes
   */
  record InFile(Path path, long offset, long length) implements TensorSource {
    /** Checks that the range is not negative. */
    public InFile {
      Objects.requireNonNull(path, "path");
      if (offset < 0 || length < 0) {
        throw new IllegalArgumentException(
            "offset " + offset + " and length " + length + " must not be negative");
      }
    }

    @Override
    public ByteBuffer window(long from, int size) {
      Objects.checkFromIndexSize(from, size, length);
      try (FileChannel channel = open()) {
        return channel.map(MapMode.READ_ONLY, offset + from, size).order(ByteOrder.LITTLE_ENDIAN);
      } catch (IOException e) {
        throw unreadable(e);
      }
    }

    /** Opens the file, which must still reach to the end of the range. */
    FileChannel open() {
      try {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        long size = channel.size();
        if (size < offset + length) {
          channel.close();
          throw new ModelIntegrityException(
              path
                  + " has become shorter since it was opened: "
                  + size
                  + " bytes, a tensor ends at byte "
                  + (offset + length)
                  + ". Open the model again after the file is complete.");
        }
        return channel;
      } catch (IOException e) {
        throw unreadable(e);
      }
    }

    private ModelException unreadable(IOException cause) {
      return new ModelException("Cannot read " + path + ": " + cause, cause);
    }
  }

  /**
   * Bytes in memory, from the buffer's position to its limit.
   *
   * @param bytes little-endian elements; seen through a read-only view, not copied
   */
  record InMemory(ByteBuffer bytes) implements TensorSource {
    /** Takes a read-only view of the buffer. */
    public InMemory {
      bytes = bytes.slice().asReadOnlyBuffer();
    }

    /** Returns a fresh read-only, little-endian view of the bytes. */
    @Override
    public ByteBuffer bytes() {
      return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public long length() {
      return bytes.limit();
    }

    @Override
    public ByteBuffer window(long from, int size) {
      Objects.checkFromIndexSize(from, size, length());
      return bytes.slice((int) from, size).order(ByteOrder.LITTLE_ENDIAN);
    }
  }
}
