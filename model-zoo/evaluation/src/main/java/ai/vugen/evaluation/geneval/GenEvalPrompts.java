package ai.vugen.evaluation.geneval;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.evaluation.geneval.GenEvalPrompt.Exclude;
import ai.vugen.evaluation.geneval.GenEvalPrompt.Include;
import ai.vugen.evaluation.geneval.GenEvalPrompt.Position;
import ai.vugen.evaluation.geneval.GenEvalPrompt.Relation;
import ai.vugen.evaluation.geneval.ObjectNames.BundledFile;
import ai.vugen.json.JsonSection;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads prompts in the format of GenEval's {@code evaluation_metadata.jsonl}. */
public final class GenEvalPrompts {
  private GenEvalPrompts() {}

  /**
   * Returns the 553 official prompts in their order (GenEval, MIT, Copyright (c) 2023 Dhruba
   * Ghosh).
   */
  public static List<GenEvalPrompt> official() {
    return bundled("evaluation_metadata.jsonl");
  }

  /**
   * Returns the 420 official prompts, in order, all of whose classes the picture world can draw. A
   * score on them is not comparable with one on all 553.
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

  /** One JSON object of a prompt file. */
  record PromptLine(JsonSection json) {
    private static final String FORMAT =
        "a JSON object such as {\"tag\": \"single_object\", \"include\": [{\"class\": \"bench\","
            + " \"count\": 1}], \"prompt\": \"a photo of a bench\"}";

    static PromptLine parse(String text) {
      return new PromptLine(
          JsonSection.parse("", text, what -> new InvalidRequestException(what + ".")));
    }

    GenEvalPrompt prompt() {
      if (!json.has("tag")) {
        throw json.wrong("tag", "a string in " + FORMAT);
      }
      GenEvalTask task = GenEvalTask.of(json.text("tag"));
      List<Include> include = json.sections("include").stream().map(PromptLine::include).toList();
      List<Exclude> exclude =
          json.has("exclude")
              ? json.sections("exclude").stream().map(PromptLine::exclude).toList()
              : List.of();
      return new GenEvalPrompt(task, include, exclude, json.text("prompt"));
    }

    private static Include include(JsonSection json) {
      ObjectColour colour = json.has("color") ? ObjectColour.of(json.text("color")) : null;
      return new Include(json.text("class"), json.index("count"), colour, position(json));
    }

    private static Exclude exclude(JsonSection json) {
      return new Exclude(json.text("class"), json.index("count"));
    }

    private static @Nullable Position position(JsonSection json) {
      JsonElement value = json.value("position").orElse(null);
      if (value == null) {
        return null;
      }
      if (value instanceof JsonArray pair
          && pair.size() == 2
          && pair.get(0) instanceof JsonPrimitive relation
          && relation.isString()
          && pair.get(1) instanceof JsonPrimitive target
          && target.isNumber()
          && target.getAsString().matches("[0-9]{1,9}")) {
        return new Position(Relation.of(relation.getAsString()), target.getAsInt());
      }
      throw json.wrong("position", "a relation and an index such as [\"left of\", 0]");
    }
  }
}
