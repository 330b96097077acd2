package ai.vugen.examples.cli;

import ai.vugen.evaluation.judge.Judge;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which judge a benchmark asks. */
final class JudgeOption {
  @Option(
      names = "--judge",
      paramLabel = "FOLDER",
      description = "A judge of the picture world; default: the bundled one.")
  private @Nullable Path folder;

  Judge open() {
    return folder == null ? Judge.bundled() : Judge.open(folder);
  }
}
