package ai.vugen.image;

/** The weight of a source pixel by its distance from the target pixel; names as in Pillow. */
public enum ResizeFilter {
  /** Every pixel inside counts the same. */
  BOX(0.5) {
    @Override
    public double weight(double x) {
      return x > -0.5 && x <= 0.5 ? 1 : 0;
    }
  },
  /** A triangle. */
  BILINEAR(1) {
    @Override
    public double weight(double x) {
      return Math.max(0, 1 - Math.abs(x));
    }
  },
  /** A sinc under a Hamming window. */
  HAMMING(1) {
    @Override
    public double weight(double x) {
      double angle = Math.PI * Math.abs(x);
      return Math.abs(x) < 1 ? sinc(x) * (0.54 + 0.46 * StrictMath.cos(angle)) : 0;
    }
  },
  /** Keys' cubic with a = -0.5 (Catmull-Rom). */
  BICUBIC(2) {
    @Override
    public double weight(double x) {
      double t = Math.abs(x);
      if (t < 1) {
        return (1.5 * t - 2.5) * t * t + 1;
      }
      return t < 2 ? -0.5 * (((t - 5) * t + 8) * t - 4) : 0;
    }
  },
  /** A sinc under a sinc window three pixels wide on either side. */
  LANCZOS(3) {
    @Override
    public double weight(double x) {
      return x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0;
    }
  };

  private final double support;

  ResizeFilter(double support) {
    this.support = support;
  }

  /** Returns the distance beyond which all weights are zero, in source pixels when enlarging. */
  double support() {
    return support;
  }

  /** Returns the weight, not normed, at a signed distance in source pixels when enlarging. */
  public abstract double weight(double x);

  // StrictMath, so that weights are the same on every machine.
  private static double sinc(double x) {
    double angle = Math.PI * x;
    return x == 0 ? 1 : StrictMath.sin(angle) / angle;
  }
}
