package ai.vugen.evaluation.geneval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.evaluation.ScoreGoldens;
import ai.vugen.evaluation.geneval.GenEvalPrompt.Exclude;
import ai.vugen.evaluation.geneval.GenEvalPrompt.Include;
import ai.vugen.evaluation.geneval.GenEvalPrompt.Position;
import ai.vugen.evaluation.geneval.GenEvalPrompt.Relation;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenEvalPromptsTest {
  private static final JsonObject SUBSET = ScoreGoldens.load("geneval/subset.json");
  private static final String GOOD =
      "{\"tag\": \"single_object\", \"include\": [{\"class\": \"cow\", \"count\": 1}],"
          + " \"prompt\": \"a photo of a cow\"}\n";

  @Test
  void officialPrompts() {
    List<GenEvalPrompt> prompts = GenEvalPrompts.official();

    assertThat(prompts).hasSize(SUBSET.get("official_total").getAsInt());
    assertThat(tasks(prompts)).isEqualTo(ScoreGoldens.byName(SUBSET, "official_prompts"));
    assertThat(classes(prompts)).isSubsetOf(ObjectNames.official());
  }

  @Test
  void pictureWorldIsTheStatedPartOfTheOfficialPrompts() {
    List<GenEvalPrompt> official = GenEvalPrompts.official();
    List<GenEvalPrompt> prompts = GenEvalPrompts.pictureWorld();

    assertThat(prompts).hasSize(SUBSET.get("subset_total").getAsInt());
    assertThat(tasks(prompts)).isEqualTo(ScoreGoldens.byName(SUBSET, "subset_prompts"));
    assertThat(classes(prompts))
        .containsExactlyInAnyOrderElementsOf(ScoreGoldens.strings(SUBSET.get("classes_in_subset")));
    assertThat(prompts)
        .isEqualTo(
            ScoreGoldens.numbers(SUBSET.get("zero_based_line_numbers")).stream()
                .map(line -> official.get(line.intValue()))
                .toList());
  }

  @Test
  void objectNames() {
    assertThat(ObjectNames.official()).hasSize(80).contains("person", "computer mouse");
    assertThat(ObjectNames.official())
        .containsAll(ScoreGoldens.strings(SUBSET.get("official_classes_without_a_picture")));
  }

  @Test
  void readsAPromptWithEverything() {
    String line =
        "{\"tag\": \"position\", \"include\": [{\"class\": \"dog\", \"count\": 2}, {\"class\":"
            + " \"cat\", \"count\": 1, \"color\": \"red\", \"position\": [\"left of\", 0]}],"
            + " \"exclude\": [{\"class\": \"cow\", \"count\": 3}], \"prompt\": \"p\"}";

    assertThat(GenEvalPrompts.parse("file", "\n" + line + "\n"))
        .containsExactly(
            new GenEvalPrompt(
                GenEvalTask.POSITION,
                List.of(
                    new Include("dog", 2, null, null),
                    new Include("cat", 1, ObjectColour.RED, new Position(Relation.LEFT_OF, 0))),
                List.of(new Exclude("cow", 3)),
                "p"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"tag\": | not valid JSON",
        "[1] | the text is [1]; expected an object",
        "{} {} | not valid JSON",
        "{\"include\": [], \"prompt\": \"p\"} | tag is missing; expected a string",
        "{\"tag\": \"size\", \"include\": []} | no task \"size\"; expected one of single_object,",
        "{\"tag\": \"colors\", \"prompt\": \"p\"} | include is missing; expected a list",
        "{\"tag\": \"colors\", \"include\": [3]} | include[0] is 3; expected an object",
        "{\"tag\": \"colors\", \"include\": []} | prompt is missing; expected a string",
        "{\"tag\": \"colors\", \"include\": [{\"count\": 1}]} | include[0].class is missing",
        "{\"tag\": \"colors\", \"include\": [{\"class\": \"c\", \"count\": \"1\"}]}"
            + " | include[0].count is \"1\"; expected a finite number",
        "{\"tag\": \"colors\", \"include\": [{\"class\": \"c\", \"count\": 0}], \"prompt\": \"\"}"
            + " | include[0].count is 0; expected 1 or more",
        "{\"tag\": \"colors\", \"include\": [{\"class\": \"c\", \"count\": 1, \"color\": \"gray\"}]}"
            + " | no colour \"gray\"; expected one of red,",
        "{\"tag\": \"colors\", \"include\": [{\"class\": \"c\", \"count\": 1, \"position\": 3}]}"
            + " | include[0].position is 3; expected a relation and an index",
        "{\"tag\": \"colors\", \"include\": [{\"class\": \"c\", \"count\": 1, \"position\":"
            + " [\"in\", 0]}]} | no relation \"in\"; expected one of above,",
        "{\"tag\": \"colors\", \"include\": [{\"class\": \"c\", \"count\": 1, \"position\":"
            + " [\"above\", 0]}], \"prompt\": \"\"} | include[0].position has target 0; expected",
      })
  void malformedLines(String line, String problem) {
    assertThatThrownBy(() -> GenEvalPrompts.parse("some.jsonl", GOOD + line))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageStartingWith("some.jsonl, line 2: ")
        .hasMessageContaining(problem)
        .hasMessageContaining("expected")
        .hasMessageEndingWith("Correct the line or remove it.");
  }

  @Test
  void readsFiles(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("prompts.jsonl"), GOOD + GOOD);

    assertThat(GenEvalPrompts.read(file)).hasSize(2);
    assertThatThrownBy(() -> GenEvalPrompts.read(folder.resolve("none.jsonl")))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("none.jsonl cannot be read");
  }

  private static Map<String, Double> tasks(List<GenEvalPrompt> prompts) {
    Map<String, Double> counts = new TreeMap<>();
    prompts.forEach(prompt -> counts.merge(prompt.task().tag(), 1.0, Double::sum));
    return counts;
  }

  private static Set<String> classes(List<GenEvalPrompt> prompts) {
    return prompts.stream()
        .flatMap(
            prompt ->
                Stream.concat(
                    prompt.include().stream().map(Include::className),
                    prompt.exclude().stream().map(Exclude::className)))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
