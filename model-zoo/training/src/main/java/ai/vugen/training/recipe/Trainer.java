package ai.vugen.training.recipe;

import ai.vugen.training.torch.DataParallel;
import ai.vugen.training.torch.NoGradient;
import ai.vugen.training.torch.Optimizer;
import ai.vugen.training.torch.TorchScope;
import ai.vugen.training.torch.TorchTensor;
import ai.vugen.training.torch.TorchWeights;
import ai.vugen.training.torch.TrainingState;
import ai.vugen.training.torch.WeightAverage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives a stage to its last step, from wherever it was interrupted: nothing but the minutes since
 * the last checkpoint is lost, and the steps are the same as without the interruption.
 */
final class Trainer {
  private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);

  /** Steps between two readings of the losses, which wait for the computation. */
  private static final int READING = 10;

  private final RunSettings settings;
  private final RunFolder run;
  private final LongConsumer afterStep;

  Trainer(RunSettings settings, RunFolder run, LongConsumer afterStep) {
    this.settings = settings;
    this.run = run;
    this.afterStep = afterStep;
  }

  /**
   * Trains a stage and writes its model.
   *
   * @param weights the model so far; what the stage trains is changed
   */
  <B> void train(Stage<B> stage, TorchWeights weights) {
    StageSettings own = settings.stage(stage.name());
    weights.train(stage.trained());
    try (Optimizer optimizer = new Optimizer(weights, own.optimizer());
        WeightAverage average = new WeightAverage(weights, own.ema(), 0)) {
      TrainingState state = new TrainingState(weights, optimizer, average);
      Path file = run.state(stage.name());
      if (Files.isRegularFile(file)) {
        state.load(file);
        LOG.info("{} goes on at step {}", stage.name(), optimizer.steps());
      }
      loop(stage, own, state);
      finish(stage, state);
    }
  }

  private <B> void loop(Stage<B> stage, StageSettings own, TrainingState state) {
    Optimizer optimizer = state.optimizer();
    LossLog log = new LossLog(run.stage(stage.name()), stage.name(), optimizer.steps());
    Clock checkpoint = new Clock(settings.checkpointSeconds());
    Clock sample = new Clock(settings.sampleSeconds());
    int shares = settings.threads();
    try (BatchFeeder<B> feeder =
            new BatchFeeder<>(
                index -> stage.compose(Part.at(index, shares)), optimizer.steps() * shares);
        DataParallel threads = new DataParallel(state.weights(), shares);
        StepBar bar =
            new StepBar(
                stage.name(), optimizer.steps(), own, state.weights().backend()::operations)) {
      while (optimizer.steps() < own.steps()) {
        boolean read = (optimizer.steps() + 1) % READING == 0;
        Map<String, Double> losses = step(stage, state, threads, feeder, read);
        bar.stepTo(optimizer.steps(), losses, feeder.waiting());
        if (read) {
          log.add(optimizer.steps(), losses);
        }
        if (sample.rings()) {
          log.write();
          bar.note(sample(stage, state.average()));
        }
        if (checkpoint.rings()) {
          state.save(run.state(stage.name()), Map.of("stage", stage.name()));
        }
        afterStep.accept(optimizer.steps());
      }
      log.write();
      bar.note(sample(stage, state.average()));
    }
  }

  private <B> Map<String, Double> step(
      Stage<B> stage,
      TrainingState state,
      DataParallel threads,
      BatchFeeder<B> feeder,
      boolean read) {
    long step = state.optimizer().steps();
    int shares = settings.threads();
    List<B> batches = new ArrayList<>();
    for (int i = 0; i < shares; i++) {
      batches.add(feeder.next());
    }
    Map<String, Double> means = new ConcurrentSkipListMap<>();
    threads.backward(
        (weights, share) -> {
          Map<String, TorchTensor> losses =
              stage.losses(weights, batches.get(share), new Part(step, share, shares));
          if (read) {
            losses.forEach((name, loss) -> means.merge(name, loss.item() / shares, Double::sum));
          }
          return Objects.requireNonNull(losses.get("loss"));
        });
    double norm = state.optimizer().step(threads.threads());
    state.average().update();
    if (read) {
      means.put("gradient", norm);
    }
    return means;
  }

  private <B> Map<String, Double> sample(Stage<B> stage, WeightAverage average) {
    try (TorchScope scope = new TorchScope();
        NoGradient reading = new NoGradient()) {
      average.averages().newStep();
      Map<String, Double> numbers =
          new TreeMap<>(stage.sample(average.averages(), run.stage(stage.name())));
      average.averages().newStep();
      return numbers;
    }
  }

  private <B> void finish(Stage<B> stage, TrainingState state) {
    state.save(run.state(stage.name()), Map.of("stage", stage.name()));
    StageModel.write(run, stage.name(), state.weights(), state.average().averages());
    LOG.info("{} is done: {}", stage.name(), run.model(stage.name()));
  }

  /** Rings once in a while. */
  private static final class Clock {
    private final long nanos;
    private long last = System.nanoTime();

    Clock(long seconds) {
      nanos = seconds * 1_000_000_000L;
    }

    boolean rings() {
      if (System.nanoTime() - last < nanos) {
        return false;
      }
      last = System.nanoTime();
      return true;
    }
  }
}
