package ai.vugen.training.recipe;

import ai.vugen.json.JsonSection;
import ai.vugen.training.torch.ComputeType;
import ai.vugen.training.torch.TorchBackend;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/**
 * How a run trains, whatever it trains.
 *
 * @param seed of the data order, the initial weights and all noise
 * @param threads threads, each of which computes its share of every batch
 * @param precision of the computation; masters are always float32
 * @param device where libtorch computes, such as {@code cpu} or {@code cuda}; the machine's, so no
 *     recipe has it
 * @param checkpointSeconds time between two checkpoints
 * @param sampleSeconds time between two sample sheets
 * @param stages the settings of the stages
 * @param folder of the recipe file, which paths in it are relative to
 */
public record RunSettings(
    long seed,
    int threads,
    String precision,
    String device,
    int checkpointSeconds,
    int sampleSeconds,
    JsonSection stages,
    Path folder) {

  static RunSettings of(JsonSection root, Path file) {
    return new RunSettings(
        root.index("seed"),
        root.size("threads"),
        root.text("precision"),
        "cpu",
        root.index("checkpoint_seconds"),
        root.index("sample_seconds"),
        root.section("stages"),
        Objects.requireNonNull(file.toAbsolutePath().getParent()));
  }

  /** Returns the settings of one stage. */
  StageSettings stage(String name) {
    return StageSettings.of(stages.section(name));
  }

  /** Returns the same run on another device. */
  RunSettings on(String other) {
    return new RunSettings(
        seed, threads, precision, other, checkpointSeconds, sampleSeconds, stages, folder);
  }

  /** Returns the run's device, in the run's precision. */
  TorchBackend backend() {
    return new TorchBackend(ComputeType.valueOf(precision.toUpperCase(Locale.ROOT)), device);
  }
}
