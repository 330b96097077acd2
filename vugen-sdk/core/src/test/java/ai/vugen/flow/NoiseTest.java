package ai.vugen.flow;

import static ai.vugen.flow.Noise.Stream.DECODER;
import static ai.vugen.flow.Noise.Stream.TEXT;
import static ai.vugen.flow.Noise.Stream.TOWER_LATENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.vugen.error.InvalidRequestException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoiseTest {
  private static final int MANY = 250_000;

  /** Five standard errors of the mean of {@link #MANY} numbers of variance 1. */
  private static final double FIVE_ERRORS = 5 / Math.sqrt(MANY);

  /** Known answers of the Random123 library: counter, key, result. */
  @ParameterizedTest
  @CsvSource({
    "00000000 00000000 00000000 00000000, 00000000 00000000, 6627e8d5 e169c58d bc57ac4c 9b00dbd8",
    "ffffffff ffffffff ffffffff ffffffff, ffffffff ffffffff, 408f276d 41c83b0e a20bc7c6 6d5451fd",
    "243f6a88 85a308d3 13198a2e 03707344, a4093822 299f31d0, d16cfe09 94fdcceb 5001e420 24126ea1",
  })
  void philox_matchesKnownAnswers(String counter, String key, String expected) {
    int[] block = words(counter);
    int[] keys = words(key);

    Philox.encrypt(block, Integer.toUnsignedLong(keys[1]) << 32 | Integer.toUnsignedLong(keys[0]));

    assertThat(block).containsExactly(words(expected));
  }

  /** Bits computed by a separate program from the definition in the class's documentation. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, TOWER_LATENT, 0, 3f7dbb33",
    "7, 0, TOWER_LATENT, 0, 3998dd8c",
    "7, 0, TOWER_LATENT, 1, be9c14e7",
    "7, 0, TOWER_LATENT, 2, 3fe4f600",
    "7, 0, TOWER_LATENT, 3, 3f88b00c",
    "7, 0, TOWER_LATENT, 4, 3ec0b7f6",
    "7, 3, TOWER_LATENT, 5, 3e83c1f4",
    "7, 0, DECODER, 0, bf0ef8bb",
    "-1, 0, TOWER_LATENT, 6, bf33358c",
    "-1234567890123456789, 2147483647, DECODER, 34359738371, 3f05ab2c",
  })
  void normal_matchesDefinition(
      long seed, int image, Noise.Stream stream, long element, String bits) {
    assertThat(Float.floatToIntBits(new Noise(seed, image, stream).normal(element)))
        .isEqualTo(HexFormat.fromHexDigits(bits));
  }

  /** Values computed by the same separate program. */
  @ParameterizedTest
  @CsvSource({
    "7, 0, 0, 0x1.b2807f764a490p-3",
    "7, 0, 1, 0x1.2582c7f5873a0p-5",
    "7, 1, 0, 0x1.460bfddc3ffd8p-4",
    "-5, 12, 1099511627785, 0x1.6ac45bae9b9b8p-3",
  })
  void uniform_matchesDefinition(long seed, int image, long element, double expected) {
    assertThat(new Noise(seed, image, TEXT).uniform(element)).isEqualTo(expected);
  }

  @Test
  void fill_anyRange_writesTheAddressedElements() {
    Noise noise = new Noise(42, 5, TOWER_LATENT);
    float[] floats = new float[40];
    double[] doubles = new double[40];

    noise.fill(floats, 2, 37);
    noise.fill(doubles, 2, 37);

    for (int e = 0; e < 37; e++) {
      assertThat(floats[2 + e]).isEqualTo(noise.normal(e));
      assertThat(doubles[2 + e]).isEqualTo(noise.normal(e));
    }
    assertThat(new float[] {floats[0], floats[1], floats[39]}).containsOnly(0);
    assertThat(new double[] {doubles[0], doubles[1], doubles[39]}).containsOnly(0);
  }

  @Test
  void fill_longer_startsWithTheShorter() {
    Noise noise = new Noise(3, 0, DECODER);
    float[] few = new float[101];
    float[] more = new float[1000];

    noise.fill(few, 0, few.length);
    noise.fill(more, 0, more.length);

    assertThat(Arrays.copyOf(more, few.length)).containsExactly(few);
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "-1", "9223372036854775807"})
  void normal_moments_areThoseOfTheStandardNormal(long seed) {
    double[] x = normals(new Noise(seed, 0, TOWER_LATENT));
    double mean = Arrays.stream(x).sum() / MANY;
    double variance = Arrays.stream(x).map(v -> v * v).sum() / MANY;
    double third = Arrays.stream(x).map(v -> v * v * v).sum() / MANY;
    double fourth = Arrays.stream(x).map(v -> v * v * v * v).sum() / MANY;

    assertThat(mean).isCloseTo(0, within(FIVE_ERRORS));
    assertThat(variance).isCloseTo(1, within(FIVE_ERRORS * Math.sqrt(2)));
    assertThat(third).isCloseTo(0, within(FIVE_ERRORS * Math.sqrt(15)));
    assertThat(fourth).isCloseTo(3, within(FIVE_ERRORS * Math.sqrt(96)));
  }

  @Test
  void normal_tails_holdTheirShare() {
    double[] x = normals(new Noise(11, 0, DECODER));

    double[] shares = {0.317311, 0.045500, 0.002700}; // beyond 1, 2 and 3 deviations
    for (int k = 0; k < shares.length; k++) {
      double p = shares[k];
      assertThat(share(x, k + 1)).isCloseTo(p, within(FIVE_ERRORS * Math.sqrt(p * (1 - p))));
    }
    assertThat(share(x, 6.77)).isZero();
  }

  @Test
  void normal_neighbours_areUncorrelated() {
    double[] x = normals(new Noise(7, 0, TOWER_LATENT));

    for (int lag = 1; lag <= 8; lag++) {
      assertThat(correlation(Arrays.copyOf(x, MANY - lag), Arrays.copyOfRange(x, lag, MANY)))
          .as("elements %d apart", lag)
          .isCloseTo(0, within(FIVE_ERRORS));
    }
    for (Noise neighbour :
        new Noise[] {
          new Noise(8, 0, TOWER_LATENT),
          new Noise(7 + (1L << 32), 0, TOWER_LATENT),
          new Noise(7, 1, TOWER_LATENT),
          new Noise(7, 2, TOWER_LATENT),
          new Noise(7, 0, DECODER),
        }) {
      double[] y = normals(neighbour);
      assertThat(correlation(x, y)).as("with %s", neighbour).isCloseTo(0, within(FIVE_ERRORS));
      assertThat(correlation(squares(x), squares(y)))
          .as("squares with %s", neighbour)
          .isCloseTo(0, within(FIVE_ERRORS));
    }
  }

  @Test
  void uniform_fillsItsRangeEvenly() {
    Noise noise = new Noise(7, 0, TEXT);
    int[] counts = new int[100];
    for (int e = 0; e < MANY; e++) {
      counts[(int) (noise.uniform(e) * 100)]++;
    }
    double expected = MANY / 100.0;
    double chiSquared =
        Arrays.stream(counts).mapToDouble(n -> (n - expected) * (n - expected) / expected).sum();

    // 99 degrees of freedom: mean 99, standard deviation 14.
    assertThat(chiSquared).isBetween(99 - 5 * 14.0, 99 + 5 * 14.0);
  }

  @Test
  void arguments_outOfRange_areRefused() {
    assertThatThrownBy(() -> new Noise(1, -1, TEXT))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage("image index is -1; expected 0 or more");
    Noise noise = new Noise(1, 0, TOWER_LATENT);
    assertThatThrownBy(() -> noise.normal(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> noise.uniform(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> noise.fill(new float[4], 1, 4))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> noise.fill(new double[4], 1, 4))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static double[] normals(Noise noise) {
    double[] x = new double[MANY];
    noise.fill(x, 0, MANY);
    return x;
  }

  private static double share(double[] x, double beyond) {
    return (double) Arrays.stream(x).filter(v -> Math.abs(v) > beyond).count() / x.length;
  }

  private static double[] squares(double[] x) {
    return Arrays.stream(x).map(v -> v * v).toArray();
  }

  private static double correlation(double[] x, double[] y) {
    double meanX = Arrays.stream(x).average().orElseThrow();
    double meanY = Arrays.stream(y).average().orElseThrow();
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - meanX) * (y[i] - meanY);
      xx += (x[i] - meanX) * (x[i] - meanX);
      yy += (y[i] - meanY) * (y[i] - meanY);
    }
    return xy / Math.sqrt(xx * yy);
  }

  private static int[] words(String hex) {
    return Arrays.stream(hex.split(" ")).mapToInt(HexFormat::fromHexDigits).toArray();
  }
}
