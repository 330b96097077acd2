package ai.vugen.runtime;

import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;

/** How far the runtime may rewrite a graph when a session is opened. */
public enum GraphOptimization {
  /** The graph runs as it was written. */
  NONE(OptLevel.NO_OPT),
  /** Constant folding and redundant node removal. */
  BASIC(OptLevel.BASIC_OPT),
  /** Also fusions into combined kernels. */
  EXTENDED(OptLevel.EXTENDED_OPT),
  /** Also memory layouts that suit the processor. */
  ALL(OptLevel.ALL_OPT);

  private final OptLevel level;

  GraphOptimization(OptLevel level) {
    this.level = level;
  }

  OptLevel level() {
    return level;
  }
}
