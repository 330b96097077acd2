package ai.vugen.selfcheck;

import ai.vugen.device.Precision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@link ArithmeticCheck} found.
 *
 * @param operators how many kinds of operators were computed
 * @param wrong the wrong ones: of each kind and precision the sizes at which it is farthest off
 * @param processor name and kind of the processor
 * @param library name and version of what computed
 */
public record ArithmeticReport(
    int operators, List<WrongOperator> wrong, String processor, String library) {
  private record Kind(String operator, Precision precision) {}

  public ArithmeticReport {
    Map<Kind, WrongOperator> worst = new LinkedHashMap<>();
    for (WrongOperator each : wrong) {
      worst.merge(
          new Kind(each.operator(), each.precision()),
          each,
          (a, b) -> b.error() > a.error() ? b : a);
    }
    wrong = List.copyOf(worst.values());
  }

  /** Returns whether everything is right. */
  public boolean isRight() {
    return wrong.isEmpty();
  }

  /** Returns whether all operators of models that are opened in a precision are right. */
  public boolean isRight(Precision precision) {
    return wrong.stream()
        .noneMatch(each -> each.precision() == Precision.FLOAT32 || each.precision() == precision);
  }

  /** Returns a line that says that all is right, or one for each wrong kind of operator. */
  public List<String> lines() {
    String place = processor + ", " + library;
    if (isRight()) {
      return List.of(operators + " kinds of operators right on " + place);
    }
    String advice =
        isRight(Precision.FLOAT32)
            ? "Only INT8 is wrong: use the precision FLOAT32 here, and report this."
            : "Do not use what is computed here; report this, and use another processor or version"
                + " of ONNX Runtime.";
    List<String> lines = new ArrayList<>();
    for (WrongOperator each : wrong) {
      lines.add(
          "%s of %s %s on %s. %s"
              .formatted(each.operator(), each.precision(), each.fault(), place, advice));
    }
    return lines;
  }
}
