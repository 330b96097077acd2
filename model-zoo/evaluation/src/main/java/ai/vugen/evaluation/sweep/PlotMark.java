package ai.vugen.evaluation.sweep;

/**
 * A point in a plot.
 *
 * @param x to the right
 * @param y up
 * @param label what is written above it; empty for nothing
 */
record PlotMark(double x, double y, String label) {}
