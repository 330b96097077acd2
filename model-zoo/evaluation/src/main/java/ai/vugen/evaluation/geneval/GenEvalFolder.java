package ai.vugen.evaluation.geneval;

import ai.vugen.error.Arguments;
import ai.vugen.error.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Generated images in the layout of GenEval's official scripts: below the root, a folder {@code
 * 00000}, {@code 00001} and so on for each prompt, see {@link PromptFolder}. The official scripts
 * can judge what is drawn here, and images that they drew can be judged here.
 *
 * @param root the folder of all prompts
 */
public record GenEvalFolder(Path root) {
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  /** Returns the places of prompts, numbered by their order; nothing is written yet. */
  public List<PromptFolder> places(List<GenEvalPrompt> prompts) {
    List<PromptFolder> places = new ArrayList<>();
    for (GenEvalPrompt prompt : prompts) {
      String number = String.format(Locale.ROOT, "%05d", places.size());
      places.add(new PromptFolder(root.resolve(number), prompt));
    }
    return List.copyOf(places);
  }

  /**
   * Returns the places of the first prompts of each task only, numbered as among all prompts, so
   * that a later run of more prompts finds their images.
   *
   * @param limit most prompts of a task, at least 1
   * @throws InvalidRequestException if the limit is below 1
   */
  public List<PromptFolder> firstPlaces(List<GenEvalPrompt> prompts, int limit) {
    Arguments.require(limit >= 1, "The limit of prompts a task", limit, "1 or more");
    Map<GenEvalTask, Integer> taken = new EnumMap<>(GenEvalTask.class);
    List<PromptFolder> first = new ArrayList<>();
    for (PromptFolder place : places(prompts)) {
      if (taken.merge(place.prompt().task(), 1, Integer::sum) <= limit) {
        first.add(place);
      }
    }
    return List.copyOf(first);
  }

  /**
   * Returns the prompts that are in the folder already, whoever put them there, by number.
   *
   * @throws InvalidRequestException if there are none, or a prompt cannot be read
   */
  public List<PromptFolder> read() {
    List<Path> folders;
    try (Stream<Path> files = Files.list(root)) {
      folders = files.filter(GenEvalFolder::isPrompt).sorted(PromptFolder.byNumber()).toList();
    } catch (IOException e) {
      throw new InvalidRequestException(
          root + " cannot be listed (" + e + "); expected a folder of GenEval images.", e);
    }
    if (folders.isEmpty()) {
      throw new InvalidRequestException(
          root
              + " holds no prompts; expected 00000/metadata.jsonl and 00000/samples/0000.png and so"
              + " on. Give the folder above them.");
    }
    return folders.stream().map(PromptFolder::read).toList();
  }

  private static boolean isPrompt(Path file) {
    return NUMBER.matcher(String.valueOf(file.getFileName())).matches() && Files.isDirectory(file);
  }
}
