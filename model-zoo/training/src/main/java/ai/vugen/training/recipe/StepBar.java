package ai.vugen.training.recipe;

import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The progress of a stage: a bar with losses, images and operations per second and time left, and
 * log lines.
 */
final class StepBar implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StepBar.class);
  private static final long LOG_NANOS = 30_000_000_000L;

  private final String stage;
  private final StageSettings settings;
  private final ProgressBar bar;
  private final long start = System.nanoTime();
  private final long first;
  private final LongSupplier operations;
  private final long operationsBefore;
  private long logged = start;
  private String losses = "";

  /**
   * Shows the bar.
   *
   * @param first steps done before
   * @param operations gives the floating-point operations so far
   */
  StepBar(String stage, long first, StageSettings settings, LongSupplier operations) {
    this.operations = operations;
    operationsBefore = operations.getAsLong();
    this.stage = stage;
    this.first = first;
    this.settings = settings;
    bar =
        new ProgressBarBuilder()
            .setTaskName(stage)
            .setInitialMax(settings.steps())
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(2000)
            .startsFrom(first, java.time.Duration.ZERO)
            .build();
  }

  /**
   * Moves to a step.
   *
   * @param numbers losses by name; empty if none were read
   * @param waiting batches that wait to be trained on
   */
  void stepTo(long step, Map<String, Double> numbers, int waiting) {
    if (!numbers.isEmpty()) {
      losses = text(numbers);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    double rate = (step - first) * settings.batch() / seconds;
    double speed = (operations.getAsLong() - operationsBefore) / seconds / 1e9;
    String line =
        String.format(
            Locale.ROOT, "%s %.1f images/s, %.0f GFLOP/s, queue %d", losses, rate, speed, waiting);
    bar.stepTo(step);
    bar.setExtraMessage(line);
    if (System.nanoTime() - logged > LOG_NANOS) {
      logged = System.nanoTime();
      LOG.info("{} {}/{} {}", stage, step, settings.steps(), line);
    }
  }

  /** Logs measurements. */
  void note(Map<String, Double> numbers) {
    if (!numbers.isEmpty()) {
      LOG.info("{} measures {}", stage, text(numbers));
    }
  }

  private static String text(Map<String, Double> numbers) {
    return numbers.entrySet().stream()
        .map(e -> e.getKey() + String.format(Locale.ROOT, " %.4f", e.getValue()))
        .collect(Collectors.joining(", "));
  }

  @Override
  public void close() {
    bar.close();
  }
}
