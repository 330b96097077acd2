package ai.vugen.onnx;

/** What a graph is made for: the same network becomes different operators per target. */
public enum Target {
  /** ONNX Runtime on a processor: computes in float32 whatever the weights are stored in. */
  CPU(new CpuLowering());

  private final Lowering lowering;

  Target(Lowering lowering) {
    this.lowering = lowering;
  }

  Lowering lowering() {
    return lowering;
  }
}
