package ai.vugen.selfcheck;

import ai.vugen.device.Precision;
import java.util.Locale;

/** A kind of operator that does not compute what it should. */
public sealed interface WrongOperator {
  /** Returns the operator's name in ONNX, or in ONNX Runtime. */
  String operator();

  /** Returns the precision that needs it; what FLOAT32 needs INT8 needs too. */
  Precision precision();

  /** Returns what is wrong, in words that follow the operator's name. */
  String fault();

  /** Returns how far off: the largest difference, relative to the largest number; or infinite. */
  double error();

  /**
   * It gives other numbers, or some that are not finite or not as many as it should.
   *
   * @param sizes what it computed
   * @param error infinite if numbers are not finite or missing
   */
  record Inexact(String operator, Precision precision, String sizes, double error)
      implements WrongOperator {
    Inexact(ArithmeticCase checked, double error) {
      this(checked.operator(), checked.precision(), checked.sizes(), error);
    }

    @Override
    public String fault() {
      String off =
          Double.isInfinite(error)
              ? "gives numbers that are not finite, or too few"
              : String.format(Locale.ROOT, "is off by %.2g of its largest number", error);
      return off + " (" + sizes + ")";
    }
  }

  /**
   * It cannot be computed.
   *
   * @param reason the runtime's
   */
  record Failed(String operator, Precision precision, String reason) implements WrongOperator {
    Failed(ArithmeticCase checked, String reason) {
      this(checked.operator(), checked.precision(), reason);
    }

    @Override
    public double error() {
      return Double.POSITIVE_INFINITY;
    }

    @Override
    public String fault() {
      return "fails: " + reason;
    }
  }
}
