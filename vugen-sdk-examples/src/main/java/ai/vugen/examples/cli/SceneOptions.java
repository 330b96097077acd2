package ai.vugen.examples.cli;

import ai.vugen.evaluation.report.ReportFolder;
import ai.vugen.evaluation.scenes.HeldOutScenes;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which held-out scenes a benchmark is of, and where its report goes. */
final class SceneOptions {
  @Mixin private SpritesOption sprites = new SpritesOption();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "Where the report and its pictures are written.")
  private Path out = Path.of("");

  @Option(
      names = "--scenes",
      paramLabel = "N",
      description = "Scenes of each held-out split; default: ${DEFAULT-VALUE}.")
  private int scenes = 256;

  @Option(names = "--seed", description = "Seed of the scenes; default: ${DEFAULT-VALUE}.")
  private long seed;

  /** Refuses numbers that are out of range, as wrong usage of a command. */
  void check(@Nullable CommandSpec spec) {
    if (scenes < 1) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), "--scenes must be at least 1");
    }
  }

  HeldOutScenes open(int size) {
    return HeldOutScenes.open(sprites.folder(), size, scenes, seed);
  }

  ReportFolder folder() {
    return new ReportFolder(out);
  }
}
