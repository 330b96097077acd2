package ai.vugen.device;

/**
 * Where a model computes and in which numbers: the one choice from which the runtime's provider,
 * the operators of the graphs and the types of their numbers follow.
 *
 * @param device where
 * @param precision in which numbers
 */
public record Placement(Device device, Precision precision) {
  /** The processor, in float32. */
  public static final Placement CPU_FLOAT32 = new Placement(Device.cpu(), Precision.FLOAT32);

  /** Returns a copy that computes elsewhere. */
  public Placement with(Device other) {
    return new Placement(other, precision);
  }

  /** Returns a copy that computes in other numbers. */
  public Placement with(Precision other) {
    return new Placement(device, other);
  }
}
