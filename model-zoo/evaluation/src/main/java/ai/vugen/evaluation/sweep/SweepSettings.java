package ai.vugen.evaluation.sweep;

import ai.vugen.error.Arguments;
import ai.vugen.evaluation.geneval.GenEvalFolder;
import ai.vugen.evaluation.geneval.GenEvalPrompt;
import ai.vugen.evaluation.geneval.GenEvalPrompts;
import ai.vugen.evaluation.geneval.PromptFolder;
import java.nio.file.Path;
import java.util.List;

/**
 * How much is drawn for each point.
 *
 * @param images number N of reference pictures, and of the images that are drawn from their
 *     captions; at least {@value #LEAST_IMAGES}
 * @param prompts of GenEval, one image each; at least one
 */
public record SweepSettings(int images, List<GenEvalPrompt> prompts) {
  /** The number k of neighbours of density and coverage. */
  public static final int NEIGHBOURS = 5;

  /** The smallest N: density and coverage need more samples than neighbours. */
  public static final int LEAST_IMAGES = NEIGHBOURS + 1;

  /**
   * @throws ai.vugen.error.InvalidRequestException if there are too few images or no prompts
   */
  public SweepSettings {
    prompts = List.copyOf(prompts);
    Arguments.require(
        images >= LEAST_IMAGES,
        "The number of images",
        images,
        LEAST_IMAGES
            + " or more, since density and coverage look at %d neighbours".formatted(NEIGHBOURS));
    Arguments.require(!prompts.isEmpty(), "The number of GenEval prompts", 0, "1 or more");
  }

  /**
   * Settings with the first prompts of each task that the picture world can show.
   *
   * @param limit most prompts of a task, at least 1
   * @throws ai.vugen.error.InvalidRequestException if a number is too small
   */
  public static SweepSettings firstPrompts(int images, int limit) {
    List<PromptFolder> places =
        new GenEvalFolder(Path.of("")).firstPlaces(GenEvalPrompts.pictureWorld(), limit);
    return new SweepSettings(images, places.stream().map(PromptFolder::prompt).toList());
  }
}
