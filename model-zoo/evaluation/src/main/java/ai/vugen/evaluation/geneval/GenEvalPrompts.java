package ai.vugen.evaluation.geneval;

import ai.vugen.error.InvalidRequestException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads prompts in the format of GenEval's {@code evaluation_metadata.jsonl}. */
public final class GenEvalPrompts {
  private GenEvalPrompts() {}

  /** The 553 official prompts in their order (GenEval, MIT, Copyright (c) 2023 Dhruba Ghosh). */
  public static List<GenEvalPrompt> official() {
    return bundled("evaluation_metadata.jsonl");
  }

  /**
   * The 420 official prompts, in order, all of whose classes the picture world can draw. A score on
   * them is not comparable with one on all 553.
   */
  public static List<GenEvalPrompt> pictureWorld() {
    return bundled("geneval_picture_world.jsonl");
  }

  /**
   * Reads a file of prompts, one JSON object a line, UTF-8.
   *
   * @throws InvalidRequestException if the file cannot be read or a line is malformed; the message
   *     names the line
   */
  public static List<GenEvalPrompt> read(Path file) {
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new InvalidRequestException(
          file
              + " cannot be read ("
              + e
              + "); expected a text file of GenEval prompts, one JSON object a line.",
          e);
    }
  }

  /**
   * Reads prompts from text, one JSON object a line; blank lines are passed over.
   *
   * @param name what messages call the text
   * @throws InvalidRequestException if a line is malformed; the message names the line
   */
  public static List<GenEvalPrompt> parse(String name, String text) {
    List<GenEvalPrompt> prompts = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (!line.isBlank()) {
        prompts.add(parse(name, number, line));
      }
    }
    return List.copyOf(prompts);
  }

  private static GenEvalPrompt parse(String name, int number, String line) {
    try {
      return PromptLine.parse(line).prompt();
    } catch (InvalidRequestException e) {
      throw new InvalidRequestException(
          "%s, line %d: %s Correct the line or remove it.".formatted(name, number, e.getMessage()),
          e);
    }
  }

  private static List<GenEvalPrompt> bundled(String name) {
    return parse(name, new String(BundledFile.read(name), StandardCharsets.UTF_8));
  }
}
