package ai.vugen.evaluation.sweep;

/** How the numbers of an axis are spread. */
enum AxisScale {
  LINEAR,
  LOGARITHMIC
}
