package ai.vugen.runtime;

/** Whether a session keeps its own copy of the weights in the layout its kernels like best. */
public enum Prepacking {
  /** Each session copies and rearranges its weights: fastest kernels, a full copy per session. */
  PER_SESSION,
  /** Weights stay as mapped pages of their file, shared by sessions: quick to open, 5 % slower. */
  OFF
}
