package ai.vugen.training.bench;

import java.util.Map;

/** One side of a comparison: a network, ready to run on inputs that are made already. */
interface Side extends AutoCloseable {
  /** Returns what it is, for the head of a column. */
  String title();

  /** Runs the network once. */
  void run();

  /** Returns what a run computes, by the name of the output. */
  Map<String, float[]> results();

  @Override
  void close();
}
