package ai.vugen.tensor;

/** What a tensor holds: real numbers in the backend's computing precision, or 64-bit indices. */
public enum Kind {
  /** Real numbers; float32 unless the backend computes in a narrower type. */
  REAL,
  /** 64-bit integers, used as indices only. */
  INDEX
}
