package ai.vugen.training.bench;

import java.util.Map;

/** One side of a comparison: a network, ready to run on inputs that are made already. */
interface Side extends AutoCloseable {
  /** What it is, for the head of a column. */
  String title();

  /** Runs the network once. */
  void run();

  /** What a run computes, by the name of the output. */
  Map<String, float[]> results();

  @Override
  void close();
}
