package ai.vugen.device;

import java.util.function.Function;

/** What a model computes on. */
public sealed interface Device permits Device.Cpu {
  /** The processor of this machine. */
  record Cpu() implements Device {
    @Override
    public <T> T match(Function<Cpu, T> cpu) {
      return cpu.apply(this);
    }

    /** Returns {@code cpu}. */
    @Override
    public String toString() {
      return "cpu";
    }
  }

  /** Returns the processor of this machine. */
  static Device cpu() {
    return new Cpu();
  }

  /**
   * Returns what the function for this kind of device gives. A new kind is a new parameter, so the
   * compiler names every place that has to know it.
   */
  <T> T match(Function<Cpu, T> cpu);
}
