package ai.vugen.benchmarks;

import ai.vugen.runtime.RunControl;
import ai.vugen.runtime.TurnQueue;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/**
 * What a queue with one place guards is as if threads came one after another, and nobody waits for
 * ever: Lincheck tries interleavings of a few threads, chosen by it or by the machine.
 */
public class TurnQueueModelTest {
  private final TurnQueue turns = new TurnQueue(1, 100);
  private int value; // plain: only a turn guards it

  /** Counts within a turn. */
  @Operation
  public int next() {
    return turns.run(RunControl.unlimited(), () -> ++value);
  }

  /** Nobody waits between operations; while some are under way, the number is not told. */
  @Operation
  public int look() {
    return Math.min(turns.waiting(), 0);
  }

  @Test
  void interleavingsThatLincheckChooses() {
    new ModelCheckingOptions()
        .iterations(2)
        .invocationsPerIteration(50)
        .threads(3)
        .actorsPerThread(2)
        .actorsBefore(0)
        .actorsAfter(1)
        .check(TurnQueueModelTest.class);
  }

  @Test
  void interleavingsOfTheMachine() {
    new StressOptions()
        .iterations(3)
        .invocationsPerIteration(200)
        .threads(3)
        .actorsPerThread(2)
        .check(TurnQueueModelTest.class);
  }
}
