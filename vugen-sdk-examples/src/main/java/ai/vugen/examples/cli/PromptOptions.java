package ai.vugen.examples.cli;

import ai.vugen.evaluation.geneval.GenEvalFolder;
import ai.vugen.evaluation.geneval.GenEvalPrompt;
import ai.vugen.evaluation.geneval.GenEvalPrompts;
import ai.vugen.evaluation.geneval.PromptFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which of GenEval's prompts a benchmark is of. */
final class PromptOptions {
  @Option(
      names = "--prompts",
      paramLabel = "FILE",
      description = "Prompts, one JSON object a line; default: those of the picture world.")
  private @Nullable Path prompts;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Only the first N prompts of each task; default: all.")
  private @Nullable Integer limit;

  /** Refuses numbers that are out of range, as wrong usage of a command. */
  void check(@Nullable CommandSpec spec, int images) {
    if (images < 1 || (limit != null && limit < 1)) {
      String limits = "--images and --limit must be at least 1";
      throw new ParameterException(Objects.requireNonNull(spec).commandLine(), limits);
    }
  }

  /** Returns the prompts with their places in a folder. */
  List<PromptFolder> places(GenEvalFolder folder) {
    List<GenEvalPrompt> all =
        prompts == null ? GenEvalPrompts.pictureWorld() : GenEvalPrompts.read(prompts);
    return limit == null ? folder.places(all) : folder.firstPlaces(all, limit);
  }
}
