package ai.vugen.training.world;

import ai.vugen.error.CancelledException;
import ai.vugen.error.ClosedException;
import ai.vugen.error.InvalidRequestException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Prepares batches in the background while the trainer computes.
 *
 * <p>Batch {@code k} holds the samples {@code k * batch} to {@code (k + 1) * batch - 1} of the
 * seed's sequence, however many threads prepare it and wherever the feeder started: a run resumed
 * at step {@code k} sees what it would have seen. Batches come in the order of their steps.
 */
public final class SceneFeeder implements AutoCloseable {
  private final PictureWorld world;
  private final Settings settings;
  private final ExecutorService threads;
  private final Queue<Future<SceneBatch>> coming = new ArrayDeque<>();
  private long unplanned;
  private boolean closed;

  /**
   * What a feeder prepares.
   *
   * @param split which scenes
   * @param seed seed of their sequence
   * @param batch pictures a batch
   * @param grid cells a side of the labels
   * @param threads threads that prepare batches
   * @param ahead batches prepared or being prepared before they are asked for
   */
  public record Settings(Split split, long seed, int batch, int grid, int threads, int ahead) {
    public Settings {
      if (batch < 1 || grid < 1 || threads < 1 || ahead < 1) {
        throw new InvalidRequestException(
            "Batch, grid, threads and batches ahead must be at least 1; they are %d, %d, %d, %d."
                .formatted(batch, grid, threads, ahead));
      }
    }

    /**
     * Training batches with an 8x8 label grid, four ahead, by one thread: training owns the rest.
     */
    public static Settings training(long seed, int batch) {
      return new Settings(Split.TRAIN, seed, batch, 8, 1, 4);
    }
  }

  /** Starts to prepare batches from {@code firstStep} on. */
  public SceneFeeder(PictureWorld world, Settings settings, long firstStep) {
    if (firstStep < 0) {
      throw new InvalidRequestException("First step is " + firstStep + "; it must be 0 or more.");
    }
    this.world = world;
    this.settings = settings;
    this.unplanned = firstStep;
    this.threads = Executors.newFixedThreadPool(settings.threads(), SceneFeeder::thread);
    for (int i = 0; i < settings.ahead(); i++) {
      plan();
    }
  }

  /**
   * The next batch; waits while it is being prepared.
   *
   * @throws ClosedException when the feeder is closed, also while waiting
   * @throws CancelledException when the waiting thread is interrupted
   */
  public SceneBatch next() {
    Future<SceneBatch> next;
    synchronized (this) {
      if (closed) {
        throw new ClosedException("The scene feeder is closed.");
      }
      next = coming.remove();
      plan();
    }
    try {
      return next.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException("Interrupted while waiting for a batch.", e);
    } catch (CancellationException e) {
      throw new ClosedException("The scene feeder was closed while a batch was awaited.");
    } catch (ExecutionException e) {
      throw failure(e);
    }
  }

  /** Stops all threads; batches not yet taken are dropped. */
  @Override
  public synchronized void close() {
    closed = true;
    for (Runnable waiting : threads.shutdownNow()) {
      if (waiting instanceof Future<?> batch) {
        batch.cancel(false);
      }
    }
    coming.clear();
  }

  private void plan() {
    long step = unplanned++;
    coming.add(threads.submit(() -> prepare(step)));
  }

  private SceneBatch prepare(long step) {
    int size = world.renderer().size();
    int picture = 3 * size * size;
    int cells = settings.grid() * settings.grid();
    byte[] pixels = new byte[settings.batch() * picture];
    int[] concepts = new int[settings.batch() * cells];
    int[] colours = new int[settings.batch() * cells];
    List<Scene> scenes = new ArrayList<>();
    List<String> captions = new ArrayList<>();
    List<List<QuestionAnswer>> questions = new ArrayList<>();
    for (int i = 0; i < settings.batch(); i++) {
      if (Thread.interrupted()) {
        throw new ClosedException("The scene feeder was closed while a batch was prepared.");
      }
      long index = step * settings.batch() + i;
      Scene scene = world.scene(settings.split(), settings.seed(), index);
      world.renderer().render(scene, pixels, i * picture);
      CellLabels labels = world.renderer().labels(scene, settings.grid());
      System.arraycopy(labels.concepts(), 0, concepts, i * cells, cells);
      System.arraycopy(labels.colours(), 0, colours, i * cells, cells);
      scenes.add(scene);
      captions.add(world.caption(scene, settings.split(), settings.seed(), index));
      questions.add(world.questions(scene, settings.split(), settings.seed(), index));
    }
    return new SceneBatch(step, size, pixels, scenes, captions, questions, concepts, colours);
  }

  private static RuntimeException failure(ExecutionException e) {
    if (e.getCause() instanceof RuntimeException cause) {
      return cause;
    }
    return new IllegalStateException("A batch could not be prepared.", e.getCause());
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "scene-feeder");
    thread.setDaemon(true);
    return thread;
  }
}
