package ai.vugen.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrientationTest {
  /** Stored as rows "ab", "cd", "ef"; the texts below are the rows as seen. */
  @ParameterizedTest
  @CsvSource({
    "1, ab|cd|ef",
    "2, ba|dc|fe",
    "3, fe|dc|ba",
    "4, ef|cd|ab",
    "5, ace|bdf",
    "6, eca|fdb",
    "7, fdb|eca",
    "8, bdf|ace"
  })
  void bringsTheStoredRowsUpright(int tag, String seen) {
    assertThat(new Orientation(tag).apply(letters("ab|cd|ef"))).isEqualTo(letters(seen));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 6, 8})
  void readsTheTagInBothByteOrders(int tag) {
    assertThat(Orientation.of(tiff(ByteOrder.BIG_ENDIAN, tag)).tag()).isEqualTo(tag);
    assertThat(Orientation.of(tiff(ByteOrder.LITTLE_ENDIAN, tag)).tag()).isEqualTo(tag);
  }

  @Test
  void takesDamagedDataAsUpright() {
    assertThat(Orientation.of(tiff(ByteOrder.BIG_ENDIAN, 9))).isEqualTo(Orientation.UPRIGHT);
    ByteBuffer whole = tiff(ByteOrder.BIG_ENDIAN, 6);
    for (int length = 0; length < whole.capacity() - 4; length++) {
      assertThat(Orientation.of(whole.slice(0, length))).isEqualTo(Orientation.UPRIGHT);
    }
    ByteBuffer farAway = tiff(ByteOrder.BIG_ENDIAN, 6).putInt(4, 1 << 30);
    assertThat(Orientation.of(farAway)).isEqualTo(Orientation.UPRIGHT);
    ByteBuffer before = tiff(ByteOrder.BIG_ENDIAN, 6).putInt(4, -1);
    assertThat(Orientation.of(before)).isEqualTo(Orientation.UPRIGHT);
  }

  // A directory of two entries: the maker (0x010f), then the orientation.
  private static ByteBuffer tiff(ByteOrder order, int tag) {
    ByteBuffer data = ByteBuffer.allocate(8 + 2 + 2 * 12).order(order);
    data.putShort((short) (order == ByteOrder.BIG_ENDIAN ? 0x4d4d : 0x4949)).putShort((short) 42);
    data.putInt(8).putShort((short) 2);
    data.putShort((short) 0x010f).putShort((short) 2).putInt(4).putInt(0);
    data.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) tag);
    return data.putShort((short) 0).flip();
  }

  private static Pixels letters(String rows) {
    int width = rows.indexOf('|');
    String letters = rows.replace("|", "");
    byte[] rgb = new byte[letters.length() * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (letters.charAt(i / 3) + i % 3);
    }
    return Pixels.of(width, letters.length() / width, rgb);
  }
}
