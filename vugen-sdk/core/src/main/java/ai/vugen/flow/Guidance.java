package ai.vugen.flow;

import ai.vugen.error.Arguments;

/**
 * How the velocities with a prompt ({@code c}) and without it ({@code u}) become the one that a
 * solver follows.
 *
 * <p>Every value of this type is immutable. Norms, products and deviations are taken over one
 * sample at a time, never over the batch. A scale of 1 means no guidance for every kind: {@code c}
 * is used as it is and {@code u} is not evaluated.
 */
public sealed interface Guidance {
  /** Returns no guidance: the conditional velocity as it is. */
  static Guidance none() {
    return new None();
  }

  /** Returns plain classifier-free guidance. */
  static Guidance classifierFree(double scale) {
    return new ClassifierFree(scale);
  }

  /** Returns CFG-Zero* as published: the first step is skipped. */
  static Guidance cfgZeroStar(double scale) {
    return new CfgZeroStar(scale, 1);
  }

  /** Returns this guidance with its result rescaled, see {@link Rescaled}. */
  default Guidance rescaled(double phi) {
    return new Rescaled(this, phi);
  }

  /** Returns the guidance scale {@code w}; 1 means that {@code u} plays no part. */
  double scale();

  /** Returns the number of steps at the start of a run whose velocity is zero. */
  default int zeroSteps() {
    return 0;
  }

  /**
   * Combines the velocities of one sample, the elements {@code from} (inclusive) to {@code to}
   * (exclusive) of every array.
   *
   * @param c velocity with the prompt
   * @param u velocity without it
   * @param memory what this guidance carries from one evaluation to the next; zeros at the start of
   *     a run
   * @param v result; not the array of {@code c} or {@code u}
   */
  void combine(double[] c, double[] u, double[] memory, double[] v, int from, int to);

  /** No guidance: {@code v = c}. */
  record None() implements Guidance {
    @Override
    public double scale() {
      return 1;
    }

    @Override
    public void combine(double[] c, double[] u, double[] memory, double[] v, int from, int to) {
      System.arraycopy(c, from, v, from, to - from);
    }
  }

  /**
   * Classifier-free guidance: {@code v = u + w (c - u)}. Source: Ho and Salimans 2022; VUGEN
   * section 4.1.
   *
   * @param scale {@code w}, finite and at least 0; 0 ignores the prompt
   */
  record ClassifierFree(double scale) implements Guidance {
    /**
     * @throws ai.vugen.error.InvalidRequestException if {@code scale} is out of range
     */
    public ClassifierFree {
      checkScale(scale);
    }

    @Override
    public void combine(double[] c, double[] u, double[] memory, double[] v, int from, int to) {
      for (int i = from; i < to; i++) {
        v[i] = u[i] + scale * (c[i] - u[i]);
      }
    }
  }

  /**
   * CFG-Zero*: {@code v = a u + w (c - a u)} with {@code a = <c, u> / (|u|^2 + 1e-8)}, and zero
   * velocity in the first steps whatever the scale and the {@link GuidanceInterval}. Source: Fan et
   * al. 2025, "CFG-Zero*: Improved Classifier-Free Guidance for Flow Matching Models".
   *
   * @param scale {@code w}, finite and at least 0
   * @param zeroSteps number of first steps that are skipped, at least 0 and below the run's steps
   */
  record CfgZeroStar(double scale, int zeroSteps) implements Guidance {
    private static final double EPSILON = 1e-8;

    /**
     * @throws ai.vugen.error.InvalidRequestException if a value is out of range
     */
    public CfgZeroStar {
      checkScale(scale);
      Arguments.require(zeroSteps >= 0, "zero-init steps", zeroSteps, "0 or more");
    }

    @Override
    public void combine(double[] c, double[] u, double[] memory, double[] v, int from, int to) {
      double a = Sums.dot(c, u, from, to) / (Sums.dot(u, u, from, to) + EPSILON);
      for (int i = from; i < to; i++) {
        v[i] = a * u[i] + scale * (c[i] - a * u[i]);
      }
    }
  }

  /**
   * Adaptive projected guidance (APG): {@code v = u + w (d_orth + eta d_par)}, where {@code d} is
   * {@code c - u} plus {@code momentum} times its own last value, shortened to the norm threshold
   * and split into the part parallel to {@code c} and the part orthogonal to it. With {@code eta =
   * 1}, no threshold and no momentum it is plain classifier-free guidance.
   *
   * <p>The momentum carries the value before shortening and advances once per guided evaluation.
   * Source: Sadat et al. 2024, "Eliminating Oversaturation and Artifacts of High Guidance Scales in
   * Diffusion Models".
   *
   * @param scale {@code w}, finite and at least 0
   * @param eta weight of the parallel part, in [0, 1]
   * @param normThreshold greatest norm of {@code d} per sample, finite; 0 for no limit
   * @param momentum in (-1, 1); 0 for none, negative values push away from the last direction
   */
  record AdaptiveProjected(double scale, double eta, double normThreshold, double momentum)
      implements Guidance {
    /**
     * @throws ai.vugen.error.InvalidRequestException if a value is out of range
     */
    public AdaptiveProjected {
      checkScale(scale);
      Arguments.require(eta >= 0 && eta <= 1, "APG eta", eta, "a number in [0, 1]");
      Arguments.require(
          normThreshold >= 0 && normThreshold < Double.POSITIVE_INFINITY,
          "APG norm threshold",
          normThreshold,
          "a finite number of 0 or more; 0 means no limit");
      Arguments.require(
          momentum > -1 && momentum < 1,
          "APG momentum",
          momentum,
          "a number above -1 and below 1; 0 means none");
    }

    @Override
    public void combine(double[] c, double[] u, double[] memory, double[] v, int from, int to) {
      for (int i = from; i < to; i++) {
        memory[i] = c[i] - u[i] + momentum * memory[i];
      }
      double norm = Math.sqrt(Sums.dot(memory, memory, from, to));
      double shorten = normThreshold > 0 && norm > normThreshold ? normThreshold / norm : 1;
      double lengthSquared = Sums.dot(c, c, from, to);
      double alongC =
          lengthSquared > 0 ? shorten * Sums.dot(memory, c, from, to) / lengthSquared : 0;
      for (int i = from; i < to; i++) {
        double parallel = alongC * c[i];
        double orthogonal = shorten * memory[i] - parallel;
        v[i] = u[i] + scale * (orthogonal + eta * parallel);
      }
    }
  }

  /**
   * Another guidance's result with its spread brought back towards that of {@code c}: {@code g (phi
   * std(c) / std(g) + 1 - phi)}. A constant {@code g} stays as it is. Source: Lin et al. 2023,
   * "Common Diffusion Noise Schedules and Sample Steps Are Flawed", section 3.4.
   *
   * @param guidance what gives {@code g}
   * @param phi in [0, 1]; 0 changes nothing, 1 gives {@code g} the spread of {@code c}
   */
  record Rescaled(Guidance guidance, double phi) implements Guidance {
    /**
     * @throws ai.vugen.error.InvalidRequestException if {@code phi} is out of range
     */
    public Rescaled {
      Arguments.require(phi >= 0 && phi <= 1, "guidance rescale (phi)", phi, "a number in [0, 1]");
    }

    @Override
    public double scale() {
      return guidance.scale();
    }

    @Override
    public int zeroSteps() {
      return guidance.zeroSteps();
    }

    @Override
    public void combine(double[] c, double[] u, double[] memory, double[] v, int from, int to) {
      guidance.combine(c, u, memory, v, from, to);
      double spread = Sums.deviation(v, from, to);
      if (spread == 0) {
        return;
      }
      double factor = phi * Sums.deviation(c, from, to) / spread + 1 - phi;
      for (int i = from; i < to; i++) {
        v[i] *= factor;
      }
    }
  }

  private static void checkScale(double scale) {
    Arguments.require(
        scale >= 0 && scale < Double.POSITIVE_INFINITY,
        "guidance scale (cfg)",
        scale,
        "a finite number of 0 or more; 1 means no guidance");
  }
}
