package ai.vugen.training.torch;

import ai.vugen.error.CancelledException;
import ai.vugen.error.VuGenException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Computes the gradients of a step on several threads, each of which runs the whole network on its
 * own share of the batch.
 *
 * <p>On a processor this is faster than splitting every operation among threads: threads meet once
 * a step instead of thousands of times. Results do not depend on which thread is faster: gradients
 * are added up in the order of the shares.
 */
public final class DataParallel implements AutoCloseable {
  private final List<Replica> replicas = new ArrayList<>();
  private final ExecutorService threads;

  /**
   * Opens the threads; operations of this process use one thread each from now on.
   *
   * @param shares number of threads and of shares of a batch
   */
  public DataParallel(TorchWeights weights, int shares) {
    TorchBackend.threads(1);
    for (int i = 0; i < shares; i++) {
      replicas.add(new Replica(weights));
    }
    threads = Executors.newFixedThreadPool(shares, DataParallel::thread);
  }

  private static Thread thread(Runnable work) {
    Thread thread =
        new Thread(
            () -> {
              TorchBackend.threads(1); // the setting has a part that is each thread's own
              work.run();
            },
            "training");
    thread.setDaemon(true);
    return thread;
  }

  /** The work on one share of a batch. */
  @FunctionalInterface
  public interface Share {
    /**
     * Returns the loss of a share, a mean over its samples. Runs in a scope of its own, so that all
     * tensors made here are freed.
     *
     * @param weights to build the networks with; the same numbers for all shares
     * @param share the number of the share, from 0
     */
    TorchTensor loss(TorchWeights weights, int share);
  }

  /**
   * Adds the gradients of the mean loss of all shares to the weights.
   *
   * @return the loss of each share
   */
  public double[] backward(Share share) {
    List<Future<Double>> losses = new ArrayList<>();
    for (int i = 0; i < replicas.size(); i++) {
      int index = i;
      losses.add(threads.submit(() -> run(share, index)));
    }
    double[] values = new double[losses.size()];
    try {
      for (int i = 0; i < values.length; i++) {
        values[i] = losses.get(i).get();
      }
    } catch (ExecutionException e) {
      throw failure(losses, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(losses, e);
    }
    try (TorchScope scope = new TorchScope();
        NoGradient sums = new NoGradient()) {
      replicas.forEach(Replica::giveGradients);
    }
    return values;
  }

  /**
   * Returns the threads, for other work between two steps; its operations use one thread each too.
   */
  public Executor threads() {
    return threads;
  }

  private double run(Share share, int index) {
    try (TorchScope scope = new TorchScope()) {
      Replica replica = replicas.get(index);
      replica.weights().newStep();
      TorchTensor loss = share.loss(replica.weights(), index);
      loss.backward(1.0 / replicas.size());
      return loss.item();
    }
  }

  private RuntimeException failure(List<Future<Double>> losses, Exception failure) {
    for (Future<Double> loss : losses) {
      waitFor(loss);
    }
    replicas.forEach(Replica::forgetGradients);
    if (failure instanceof InterruptedException) {
      return new CancelledException("The training step was interrupted.");
    }
    return failure.getCause() instanceof RuntimeException unchecked
        ? unchecked
        : new VuGenException("A share of the training step failed: " + failure.getCause(), failure);
  }

  private static void waitFor(Future<Double> loss) {
    boolean interrupted = Thread.interrupted();
    while (!loss.isDone()) {
      try {
        loss.get();
      } catch (ExecutionException e) {
        break; // the first failure is the one reported
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    replicas.forEach(Replica::release);
  }
}
