package ai.vugen.image;

/**
 * Picks for every row of a picture the PNG filter whose output has the least sum of absolute values
 * (PNG specification, sections 9 and 12.7).
 */
final class PngFilter {
  private final int rowBytes;
  private final int pixelBytes;
  private final byte[][] candidates; // [filter type, 1 + row bytes], the type comes first

  PngFilter(int rowBytes, int pixelBytes) {
    this.rowBytes = rowBytes;
    this.pixelBytes = pixelBytes;
    this.candidates = new byte[5][1 + rowBytes];
    for (byte type = 0; type < candidates.length; type++) {
      candidates[type][0] = type;
    }
  }

  /** Returns the filter type and the filtered bytes of row y, valid until the next call. */
  byte[] filter(byte[] samples, int y) {
    int row = y * rowBytes;
    for (int x = 0; x < rowBytes; x++) {
      int value = samples[row + x] & 0xff;
      int left = x < pixelBytes ? 0 : samples[row + x - pixelBytes] & 0xff;
      int up = y == 0 ? 0 : samples[row + x - rowBytes] & 0xff;
      int upLeft = y == 0 || x < pixelBytes ? 0 : samples[row + x - rowBytes - pixelBytes] & 0xff;
      candidates[0][1 + x] = (byte) value;
      candidates[1][1 + x] = (byte) (value - left);
      candidates[2][1 + x] = (byte) (value - up);
      candidates[3][1 + x] = (byte) (value - (left + up) / 2);
      candidates[4][1 + x] = (byte) (value - paeth(left, up, upLeft));
    }
    return smallest();
  }

  private static int paeth(int left, int up, int upLeft) {
    int estimate = left + up - upLeft;
    int toLeft = Math.abs(estimate - left);
    int toUp = Math.abs(estimate - up);
    int toUpLeft = Math.abs(estimate - upLeft);
    if (toLeft <= toUp && toLeft <= toUpLeft) {
      return left;
    }
    return toUp <= toUpLeft ? up : upLeft;
  }

  private byte[] smallest() {
    byte[] best = candidates[0];
    long least = Long.MAX_VALUE;
    for (byte[] candidate : candidates) {
      long sum = 0;
      for (int i = 1; i < candidate.length; i++) {
        sum += Math.abs(candidate[i]);
      }
      if (sum < least) {
        least = sum;
        best = candidate;
      }
    }
    return best;
  }
}
