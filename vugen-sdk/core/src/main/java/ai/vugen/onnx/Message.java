package ai.vugen.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A protocol buffers message being written, in the wire format of proto2. Messages and buffers that
 * it holds are not copied until {@link #toBytes}.
 */
final class Message {
  private static final int VARINT = 0;
  private static final int BYTES = 2;
  private static final int FIXED_32 = 5;

  private final List<ByteBuffer> finished = new ArrayList<>();
  private ByteArrayOutputStream current = new ByteArrayOutputStream();
  private long size;

  Message integer(int field, long value) {
    tag(field, VARINT);
    varint(value);
    return this;
  }

  Message real(int field, float value) {
    tag(field, FIXED_32);
    int bits = Float.floatToRawIntBits(value);
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      put(bits >>> shift);
    }
    return this;
  }

  Message text(int field, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    tag(field, BYTES);
    varint(bytes.length);
    current.writeBytes(bytes);
    size += bytes.length;
    return this;
  }

  Message bytes(int field, ByteBuffer bytes) {
    tag(field, BYTES);
    varint(bytes.remaining());
    append(bytes.duplicate());
    return this;
  }

  Message message(int field, Message nested) {
    tag(field, BYTES);
    varint(nested.size);
    nested.cut();
    nested.finished.forEach(this::append);
    return this;
  }

  /** Returns the size in bytes. */
  long size() {
    return size;
  }

  /** Returns the message's bytes; it must be smaller than 2 GiB. */
  byte[] toBytes() {
    cut();
    ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(size)).order(ByteOrder.LITTLE_ENDIAN);
    finished.forEach(part -> all.put(part.duplicate()));
    return all.array();
  }

  private void append(ByteBuffer bytes) {
    cut();
    finished.add(bytes);
    size += bytes.remaining();
  }

  /** Closes the piece that is being written, so that the next one follows it. */
  private void cut() {
    if (current.size() > 0) {
      finished.add(ByteBuffer.wrap(current.toByteArray()));
      current = new ByteArrayOutputStream();
    }
  }

  private void tag(int field, int wireType) {
    varint((long) field << 3 | wireType);
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      put((int) rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    put((int) rest);
  }

  private void put(int octet) {
    current.write(octet);
    size++;
  }
}
