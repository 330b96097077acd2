package ai.vugen.evaluation.sweep;

import java.util.List;

/**
 * A line in a plot.
 *
 * @param name in the legend
 * @param marks the points that it joins, at least one
 */
record PlotLine(String name, List<PlotMark> marks) {
  PlotLine {
    marks = List.copyOf(marks);
  }

  List<Double> xs() {
    return marks.stream().map(PlotMark::x).toList();
  }

  List<Double> ys() {
    return marks.stream().map(PlotMark::y).toList();
  }
}
