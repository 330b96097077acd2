package ai.vugen.evaluation.sweep;

import ai.vugen.GenerateRequest;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One setting of a sweep.
 *
 * @param sweep what is varied
 * @param settings how its images are drawn; their prompt and seed are those of no image
 */
public record SweepPoint(Sweep sweep, GenerateRequest settings) {
  /** By sweep and solver, then from small to large. */
  static final Comparator<SweepPoint> ORDER =
      Comparator.comparing(SweepPoint::sweep)
          .thenComparing(point -> point.settings().sampling().solver())
          .thenComparingDouble(SweepPoint::value);

  /** Returns the number that the sweep varies: the guidance scale, or a number of steps. */
  public double value() {
    return sweep.value(settings);
  }

  /** Returns the number that the sweep varies as text, such as {@code "1.5"} or {@code "25"}. */
  public String label() {
    return BigDecimal.valueOf(value()).stripTrailingZeros().toPlainString();
  }

  /** Its name, unique in a run and fit for a file, such as {@code "steps-heun-25"}. */
  public String name() {
    return sweep == Sweep.STEPS
        ? sweep.tag() + "-" + solver() + "-" + label()
        : sweep.tag() + "-" + label();
  }

  /** Returns the name of the line in a plot that it is on. */
  String line() {
    return sweep == Sweep.STEPS ? solver() : sweep.tag();
  }

  /** Returns the name of its solver, such as {@code "heun"}. */
  String solver() {
    return settings.sampling().solver().name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns how often an image of it asks for the velocity: in sampling, if it samples, and
   * decoding.
   */
  int evaluations() {
    int sampling = settings.sampling().steps() * settings.sampling().solver().evaluationsPerStep();
    return settings.decoderSteps() + (sweep == Sweep.DECODER ? 0 : sampling);
  }

  /**
   * What was measured at one point.
   *
   * @param point the setting
   * @param frechet Fréchet distance of generated images and reference pictures in the judge's
   *     features
   * @param density of the generated images among the reference pictures, 0 or more: realism
   * @param coverage of the reference pictures by the generated images, 0 to 1: diversity
   * @param geneval overall score of GenEval, 0 to 1: consistency with the prompt
   * @param seconds an image takes, the median; in a sweep of the decoder of decoding alone
   * @param psnr mean peak signal-to-noise ratio to the images of the finest decoder in decibels, at
   *     most 100; null where there are none
   */
  public record Result(
      SweepPoint point,
      double frechet,
      double density,
      double coverage,
      double geneval,
      double seconds,
      @Nullable Double psnr) {}
}
