package ai.vugen.pipeline.sampling;

import ai.vugen.model.ModelConfig;
import ai.vugen.runtime.RunControl;
import ai.vugen.runtime.Session;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs batches of steps in the tower session. One batch at a time. */
public final class TowerRunner implements StepBatch.Runner {
  private final ModelConfig config;
  private final Supplier<Session> session;
  private @Nullable TowerBuffers buffers;

  /**
   * @param session gives the tower's session when the first batch needs it
   */
  public TowerRunner(ModelConfig config, Supplier<Session> session) {
    this.config = config;
    this.session = session;
  }

  @Override
  public void run(StepBatch batch, RunControl control) {
    Session tower = session.get();
    TowerBuffers rows = buffers(batch.prefixLength(), batch.rows());
    int next = 0;
    for (StepBatch.Step step : batch.steps()) {
      next = fill(rows, next, step);
    }
    rows.run(next, tower, control);
    next = 0;
    int size = rows.latentSize();
    for (StepBatch.Step step : batch.steps()) {
      for (int i = 0; i < step.rows; i++) {
        rows.velocity(next++, step.velocities, i * size);
      }
    }
  }

  /** Writes the rows of a step, first those under the prompt; returns the next free row. */
  private static int fill(TowerBuffers rows, int first, StepBatch.Step step) {
    int images = step.member.images;
    for (int i = 0; i < step.rows; i++) {
      int image = i % images;
      rows.setPrefix(first + i, step.member.prefix(i / images));
      rows.setState(first + i, step.latents, image * rows.latentSize(), step.time);
    }
    return first + step.rows;
  }

  /**
   * Returns the buffers of the last batch if they suit this one: most of their content is still
   * right.
   */
  private TowerBuffers buffers(int prefixLength, int rows) {
    TowerBuffers kept = buffers;
    if (kept != null && kept.prefixLength() == prefixLength && kept.rows() >= rows) {
      return kept;
    }
    close();
    TowerBuffers made = new TowerBuffers(config, prefixLength, rows);
    buffers = made;
    return made;
  }

  @Override
  public void close() {
    TowerBuffers kept = buffers;
    buffers = null;
    if (kept != null) {
      kept.close();
    }
  }
}
