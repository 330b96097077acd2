package ai.vugen.evaluation.sweep;

import ai.vugen.evaluation.sweep.Plot.AxisScale;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The plots of a run, in the manner of the paper's figures. Source: VUGEN, figures 3 and 10. */
enum Figure {
  GUIDANCE_FRECHET(Sweep.GUIDANCE, Quantity.VARIED, Quantity.FRECHET),
  GUIDANCE_GENEVAL(Sweep.GUIDANCE, Quantity.VARIED, Quantity.GENEVAL),
  /** Fidelity against diversity, labelled by guidance scale. */
  GUIDANCE_COVERAGE(Sweep.GUIDANCE, Quantity.COVERAGE, Quantity.DENSITY),
  /** Realism against consistency with the prompt, labelled by guidance scale. */
  GUIDANCE_CONSISTENCY(Sweep.GUIDANCE, Quantity.GENEVAL, Quantity.DENSITY),
  STEPS_FRECHET(Sweep.STEPS, Quantity.VARIED, Quantity.FRECHET),
  STEPS_GENEVAL(Sweep.STEPS, Quantity.VARIED, Quantity.GENEVAL),
  DECODER_FRECHET(Sweep.DECODER, Quantity.VARIED, Quantity.FRECHET),
  DECODER_PSNR(Sweep.DECODER, Quantity.VARIED, Quantity.PSNR);

  private final Sweep sweep;
  private final Quantity x;
  private final Quantity y;

  Figure(Sweep sweep, Quantity x, Quantity y) {
    this.sweep = sweep;
    this.x = x;
    this.y = y;
  }

  /** Returns the sweep whose points it shows. */
  Sweep sweep() {
    return sweep;
  }

  /** Returns the file name, such as {@code "guidance-frechet.png"}. */
  String file() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".png";
  }

  /** Returns what it shows, such as {@code "density against coverage"}. */
  String title() {
    return y.title(sweep) + " against " + x.title(sweep);
  }

  /** Returns the plot of those results that belong in it; empty if there are none. */
  Optional<Plot> plot(List<SweepPoint.Result> results) {
    Map<String, List<Plot.Mark>> lines =
        results.stream()
            .filter(result -> result.point().sweep() == sweep && !Double.isNaN(y.value(result)))
            .collect(
                Collectors.groupingBy(
                    result -> result.point().line(),
                    LinkedHashMap::new,
                    Collectors.mapping(this::mark, Collectors.toList())));
    return lines.isEmpty() ? Optional.empty() : Optional.of(plot(lines));
  }

  private Plot plot(Map<String, List<Plot.Mark>> lines) {
    return new Plot(
        title(),
        x.title(sweep),
        x == Quantity.VARIED ? sweep.scale() : AxisScale.LINEAR,
        y.title(sweep),
        lines.entrySet().stream()
            .map(line -> new Plot.Line(line.getKey(), line.getValue()))
            .toList());
  }

  private Plot.Mark mark(SweepPoint.Result result) {
    String label = x == Quantity.VARIED ? "" : "cfg " + result.point().label();
    return new Plot.Mark(x.value(result), y.value(result), label);
  }
}
