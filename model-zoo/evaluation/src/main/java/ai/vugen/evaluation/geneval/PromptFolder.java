package ai.vugen.evaluation.geneval;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.error.VuGenException;
import ai.vugen.evaluation.report.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The place of one prompt and its images: {@code metadata.jsonl}, {@code samples/0000.png} and so
 * on.
 *
 * @param path the folder, named by the prompt's number, such as {@code 00042}
 * @param prompt what the images were drawn from
 */
public record PromptFolder(Path path, GenEvalPrompt prompt) {
  private static final String METADATA = "metadata.jsonl";
  private static final String SAMPLES = "samples";
  private static final Pattern IMAGE = Pattern.compile("[0-9]+\\.png");

  /** Reads the prompt of a folder. */
  static PromptFolder read(Path path) {
    Path file = path.resolve(METADATA);
    List<GenEvalPrompt> prompts = GenEvalPrompts.read(file);
    if (prompts.size() != 1) {
      throw new InvalidRequestException(
          "%s has %d prompts; expected one, that of the images beside it."
              .formatted(file, prompts.size()));
    }
    return new PromptFolder(path, prompts.get(0));
  }

  /** Makes the folders and writes the prompt. */
  void create() {
    try {
      Files.createDirectories(path.resolve(SAMPLES));
    } catch (IOException e) {
      throw new VuGenException("The folder " + path + " cannot be made: " + e + ".", e);
    }
    TextFile.write(path.resolve(METADATA), PromptWriter.line(prompt) + "\n");
  }

  /** Returns the place of the image with an index, from 0; it need not exist. */
  public Path image(int index) {
    return path.resolve(SAMPLES).resolve(String.format(Locale.ROOT, "%04d.png", index));
  }

  /**
   * Returns the images that are there, whoever drew them, by number.
   *
   * @throws InvalidRequestException if there are none
   */
  public List<Path> images() {
    Path samples = path.resolve(SAMPLES);
    List<Path> images;
    try (Stream<Path> files = Files.list(samples)) {
      images = files.filter(PromptFolder::isImage).sorted(byNumber()).toList();
    } catch (IOException e) {
      throw new InvalidRequestException(
          samples + " cannot be listed (" + e + "); expected a folder with 0000.png and so on.", e);
    }
    if (images.isEmpty()) {
      throw new InvalidRequestException(
          samples
              + " holds no images; expected 0000.png and so on, of the prompt in "
              + METADATA
              + ". Add them, or remove the folder "
              + path
              + ".");
    }
    return images;
  }

  /**
   * Returns the address of an image relative to the root of all prompts, such as in a page there.
   */
  String link(Path image) {
    return path.getFileName() + "/" + SAMPLES + "/" + image.getFileName();
  }

  private static boolean isImage(Path file) {
    return IMAGE.matcher(String.valueOf(file.getFileName())).matches() && Files.isRegularFile(file);
  }

  /** Returns the order of files and folders that are named by numbers. */
  static Comparator<Path> byNumber() {
    return Comparator.comparing(
        file -> String.valueOf(file.getFileName()),
        Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
  }
}
