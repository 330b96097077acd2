package ai.vugen.onnx;

/** What a graph is made for: the same network becomes different operators per target. */
public enum Target {
  /** ONNX Runtime on a processor: computes in float32 whatever the weights are stored in. */
  CPU(new CpuLowering()),
  /**
   * As {@link #CPU}, with an output more for each convolution: the least and the largest element of
   * what goes in and of what comes out, {@code [4, 1, 1, 1]}, called as its weight with {@link
   * ai.vugen.checkpoint.Checkpoint#RANGES} behind.
   */
  CPU_RANGES(new RangeLowering());

  private final Lowering lowering;

  Target(Lowering lowering) {
    this.lowering = lowering;
  }

  Lowering lowering() {
    return lowering;
  }
}
