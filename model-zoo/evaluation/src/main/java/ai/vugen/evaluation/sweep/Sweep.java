package ai.vugen.evaluation.sweep;

import ai.vugen.GenerateRequest;
import ai.vugen.evaluation.sweep.Plot.AxisScale;
import ai.vugen.flow.Solver;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** What is varied while all other settings stay as they are. */
public enum Sweep {
  /** The scale of classifier-free guidance. Source: VUGEN, appendix D and figure 10. */
  GUIDANCE("guidance scale (cfg)", AxisScale.LINEAR) {
    @Override
    public List<SweepPoint> points(GenerateRequest defaults) {
      return DoubleStream.of(1, 1.5, 2, 3, 5, 8, 12)
          .mapToObj(cfg -> new SweepPoint(this, defaults.toBuilder().cfg(cfg).build()))
          .toList();
    }

    @Override
    double value(GenerateRequest settings) {
      return settings.sampling().guidance().scale();
    }
  },

  /** The number of sampling steps, for each solver. */
  STEPS("sampling steps", AxisScale.LOGARITHMIC) {
    @Override
    public List<SweepPoint> points(GenerateRequest defaults) {
      return Arrays.stream(Solver.values())
          .map(solver -> defaults.toBuilder().solver(solver).build())
          .flatMap(
              settings ->
                  IntStream.of(1, 2, 4, 8, 12, 25, 50)
                      .mapToObj(
                          steps -> new SweepPoint(this, settings.toBuilder().steps(steps).build())))
          .toList();
    }

    @Override
    double value(GenerateRequest settings) {
      return settings.sampling().steps();
    }
  },

  /**
   * The number of decoder steps, for the same latents. Its points begin with the finest, whose
   * images the others are compared with. Source: VUGEN, appendix A, where a decoder of eight steps
   * teaches one of a single step.
   */
  DECODER("decoder steps", AxisScale.LINEAR) {
    @Override
    public List<SweepPoint> points(GenerateRequest defaults) {
      return IntStream.of(FINEST_DECODER, 4, 2, 1)
          .mapToObj(steps -> new SweepPoint(this, defaults.toBuilder().decoderSteps(steps).build()))
          .toList();
    }

    @Override
    double value(GenerateRequest settings) {
      return settings.decoderSteps();
    }
  };

  /** The decoder steps of the images that those of fewer steps are compared with. */
  public static final int FINEST_DECODER = 8;

  private final String axis;
  private final AxisScale scale;

  Sweep(String axis, AxisScale scale) {
    this.axis = axis;
    this.scale = scale;
  }

  /** Returns the settings that are measured, made from those that stay. */
  public abstract List<SweepPoint> points(GenerateRequest defaults);

  /** Returns the number that is varied. */
  abstract double value(GenerateRequest settings);

  /** Returns what the number that is varied is called. */
  String axis() {
    return axis;
  }

  /** Returns how the number that is varied is spread in a plot. */
  AxisScale scale() {
    return scale;
  }

  /** Its name in files, such as {@code "guidance"}. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
