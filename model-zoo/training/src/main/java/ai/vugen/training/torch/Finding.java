package ai.vugen.training.torch;

import java.util.Locale;

/**
 * What a check found out about an operation.
 *
 * @param operation the operation in words
 * @param error the largest error of the way that is tried first, as a multiple of the root mean
 *     square of what is right
 * @param worst the computation with that error
 * @param method how the operation is computed
 */
record Finding(String operation, double error, String worst, Method method) {
  private static final String SEPARATOR = "\t";

  /** How an operation is computed; what is tried first comes first. */
  enum Method {
    /** By libtorch's kernel. */
    NATIVE,
    /** Written with matrix products. */
    COMPOSED,
    /** In the next wider precision. */
    WIDER
  }

  /** Returns whether a precision has so large errors by rounding. */
  boolean isRight(ComputeType precision) {
    return error <= precision.tolerance(); // NaN is not
  }

  /** Returns what is wrong, where, and what is done instead. */
  String text(ComputeType precision) {
    String instead =
        switch (method) {
          case NATIVE -> throw new IllegalStateException(operation + " is not replaced");
          case COMPOSED -> "as matrix products";
          case WIDER -> "in " + precision.wider().orElseThrow().title();
        };
    return wrong(precision) + " It is computed " + instead + " instead.";
  }

  /** Returns what is wrong and where. */
  String wrong(ComputeType precision) {
    return String.format(
        Locale.ROOT,
        "%s computes %s in %s wrongly on %s: the relative error is %.2g in %s, where rounding"
            + " explains %.2g.",
        TorchLibrary.name(),
        operation,
        precision.title(),
        Processor.current().title(),
        error,
        worst,
        precision.tolerance());
  }

  /** Returns one line that {@link #parse} reads. */
  String line() {
    return String.join(SEPARATOR, operation, Double.toString(error), worst, method.name());
  }

  /** Reads a line; throws an IllegalArgumentException if it is none. */
  static Finding parse(String line) {
    String[] words = line.split(SEPARATOR, -1);
    if (words.length != 4) {
      throw new IllegalArgumentException(line);
    }
    return new Finding(words[0], Double.parseDouble(words[1]), words[2], Method.valueOf(words[3]));
  }
}
