package ai.vugen.training.recipe;

import ai.vugen.error.VuGenException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Composes batches ahead of the training thread, in the order of the steps.
 *
 * @param <B> a batch
 */
final class BatchFeeder<B> implements AutoCloseable {
  private static final int AHEAD = 4;
  private static final Throwable NONE = new VuGenException("nothing went wrong");

  private final BlockingQueue<Item<B>> queue = new ArrayBlockingQueue<>(AHEAD);
  private final Thread thread;

  /** A batch, or what went wrong with it. */
  private record Item<B>(@Nullable B batch, Throwable failure) {}

  /** Starts with the batch of a step. */
  BatchFeeder(LongFunction<B> compose, long firstStep) {
    thread = new Thread(() -> feed(compose, firstStep), "vugen-batches");
    thread.setDaemon(true);
    thread.start();
  }

  private void feed(LongFunction<B> compose, long firstStep) {
    try {
      for (long step = firstStep; ; step++) {
        queue.put(new Item<>(compose.apply(step), NONE));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    } catch (RuntimeException | Error e) {
      queue.clear();
      queue.offer(new Item<>(null, e));
    }
  }

  /** Returns the next batch; waits for it if it is not there yet. */
  B next() {
    try {
      Item<B> item = queue.take();
      B batch = item.batch;
      if (batch == null) {
        throw new VuGenException("A batch cannot be composed: " + item.failure, item.failure);
      }
      return batch;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VuGenException("Training was interrupted while it waited for a batch", e);
    }
  }

  /** Batches that wait; 0 means that composing is what holds training up. */
  int waiting() {
    return queue.size();
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
