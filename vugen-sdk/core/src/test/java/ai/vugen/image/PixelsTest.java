package ai.vugen.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.InvalidImageException;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PixelsTest {
  private static final byte[] TWO = {1, 2, 3, (byte) 200, (byte) 201, (byte) 202};

  @Test
  void keepsItsOwnCopyOfTheSamples() {
    byte[] rgb = TWO.clone();
    Pixels pixels = Pixels.of(2, 1, rgb);
    rgb[0] = 99;
    pixels.rgb()[1] = 99;
    assertThat(pixels.rgb()).isEqualTo(TWO);
    assertThat(pixels.sample(1, 0, 2)).isEqualTo(202);
  }

  @Test
  void equalPixelsAreEqual() {
    assertThat(Pixels.of(2, 1, TWO))
        .isEqualTo(Pixels.of(2, 1, TWO))
        .hasSameHashCodeAs(Pixels.of(2, 1, TWO));
    assertThat(Pixels.of(2, 1, TWO)).isNotEqualTo(Pixels.of(1, 2, TWO));
    assertThat(Pixels.of(2, 1, TWO)).isNotEqualTo(Pixels.of(2, 1, new byte[6]));
  }

  @Test
  void refusesSidesBelowOneAndArraysOfAnotherLength() {
    assertThatThrownBy(() -> Pixels.of(0, 5, new byte[0]))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("0 x 5");
    assertThatThrownBy(() -> Pixels.of(3, 1, TWO))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("6 bytes")
        .hasMessageContaining("= 9");
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_INT_BGR,
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_INT_ARGB,
        BufferedImage.TYPE_4BYTE_ABGR
      })
  void dropsAlphaAndKeepsTheColoursUnderIt(int type) {
    BufferedImage image = new BufferedImage(2, 1, type);
    image.setRGB(0, 0, 0x00010203);
    image.setRGB(1, 0, 0x80c8c9ca);
    assertThat(Pixels.from(image)).isEqualTo(Pixels.of(2, 1, TWO));
  }

  @Test
  void undoesPremultipliedAlpha() {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_4BYTE_ABGR_PRE);
    image.setRGB(0, 0, 0x80ff8000);
    assertThat(Pixels.from(image)).isEqualTo(Pixels.of(1, 1, new byte[] {-1, -128, 0}));
  }

  @Test
  void copiesGrayWithoutGamma() {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(0, 0, 0, 100);
    image.getRaster().setSample(1, 0, 0, 255);
    assertThat(Pixels.from(image).rgb()).containsExactly(100, 100, 100, -1, -1, -1);
  }

  @Test
  void takesTheHighByteOf16BitGray() {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setSample(0, 0, 0, 0x12ff);
    image.getRaster().setSample(1, 0, 0, 0xffff);
    assertThat(Pixels.from(image).rgb()).containsExactly(0x12, 0x12, 0x12, -1, -1, -1);
  }

  @Test
  void looksUpPalettes() {
    byte[] ramp = {10, 20, 30, 40};
    IndexColorModel palette = new IndexColorModel(2, 4, ramp, ramp, new byte[4], 3);
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY, palette);
    image.getRaster().setSample(0, 0, 0, 2);
    image.getRaster().setSample(1, 0, 0, 3);
    assertThat(Pixels.from(image).rgb()).containsExactly(30, 30, 0, 40, 40, 0);
  }

  @Test
  void goesToAnImageAndBack() {
    Pixels pixels = Pixels.of(2, 1, TWO);
    assertThat(pixels.toBufferedImage().getRGB(1, 0)).isEqualTo(0xffc8c9ca);
    assertThat(Pixels.from(pixels.toBufferedImage())).isEqualTo(pixels);
  }
}
