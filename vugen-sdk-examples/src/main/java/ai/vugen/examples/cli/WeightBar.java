package ai.vugen.examples.cli;

import ai.vugen.assembly.BytesListener;

/** Shows how many megabytes of weights are written. */
final class WeightBar implements BytesListener, AutoCloseable {
  private static final int MEGABYTE_BITS = 20;

  private final TerminalBar bar = new TerminalBar("Writing");
  private long shown = -1;

  @Override
  public void onBytes(long done, long all) {
    long megabytes = done >> MEGABYTE_BITS;
    if (megabytes != shown) {
      shown = megabytes;
      bar.stepTo(megabytes, all >> MEGABYTE_BITS, " MB");
    }
  }

  @Override
  public void close() {
    bar.close();
  }
}
