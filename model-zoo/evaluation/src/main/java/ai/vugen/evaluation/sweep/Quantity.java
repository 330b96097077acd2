package ai.vugen.evaluation.sweep;

import java.util.Locale;
import java.util.Objects;

/** A number of a point, as plots and tables show it. */
enum Quantity {
  /** What the sweep varies. */
  VARIED("", 1),
  FRECHET("Fréchet distance", 4),
  DENSITY("density", 3),
  COVERAGE("coverage", 3),
  GENEVAL("GenEval", 3),
  SECONDS("seconds an image", 4),
  PSNR("PSNR to %d steps (dB)".formatted(Sweep.FINEST_DECODER), 2);

  private final String title;
  private final int digits;

  Quantity(String title, int digits) {
    this.title = title;
    this.digits = digits;
  }

  /** Its name in a sweep. */
  String title(Sweep sweep) {
    return this == VARIED ? sweep.axis() : title;
  }

  /** Returns the number; NaN where a point has none. */
  double value(SweepPoint.Result result) {
    return switch (this) {
      case VARIED -> result.point().value();
      case FRECHET -> result.frechet();
      case DENSITY -> result.density();
      case COVERAGE -> result.coverage();
      case GENEVAL -> result.geneval();
      case SECONDS -> result.seconds();
      case PSNR -> Objects.requireNonNullElse(result.psnr(), Double.NaN);
    };
  }

  /** Returns the number as text, the same in every locale; a dash where a point has none. */
  String text(SweepPoint.Result result) {
    if (this == VARIED) {
      return result.point().label();
    }
    double number = value(result);
    return Double.isNaN(number) ? "–" : String.format(Locale.ROOT, "%." + digits + "f", number);
  }
}
