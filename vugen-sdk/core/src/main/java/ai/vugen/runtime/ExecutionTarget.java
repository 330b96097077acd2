package ai.vugen.runtime;

/** Where a session computes. */
public sealed interface ExecutionTarget {

  /** The processor of this machine. */
  record Cpu() implements ExecutionTarget {}
}
