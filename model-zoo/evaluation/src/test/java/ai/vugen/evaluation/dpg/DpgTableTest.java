package ai.vugen.evaluation.dpg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DpgTableTest {
  private static final String HEADER =
      "item_id,text,keywords,proposition_id,dependency,category_broad,category_detailed,tuple,"
          + "question_natural_language\n";

  @Test
  void readsQuotedFields(@TempDir Path folder) throws IOException {
    String row = "7,\"A \"\"red\"\" apple,\nand a pear\",,3,\"1,2\",a,b,\"a - b (c, d)\",Is it?\n";
    Path file = Files.writeString(folder.resolve("table.csv"), HEADER + row + "\n");

    DpgTable.Question question = DpgTable.read(file).questions().get(0);

    assertThat(question)
        .isEqualTo(
            new DpgTable.Question(
                "7", "A \"red\" apple,\nand a pear", 3, List.of(1, 2), "a - b (c, d)", "Is it?"));
    assertThat(question.category()).isEqualTo("a - b");
    assertThat(question.broadCategory()).isEqualTo("a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "i,t,,1,0,a,b | 7 fields; expected 9",
        "i,t,,one,0,a,b,c,q | proposition_id \"one\"; expected a whole number",
        "i,t,,1,none,a,b,c,q | dependency \"none\"; expected a whole number",
        "i,t,,1,\"0,a,b,c,q | a quoted field is not closed; expected a \"",
        "i,t,,1,\"0\"1,a,b,c,q | text follows a closing quote; expected a comma",
      })
  void malformedRows(String row, String problem) {
    String text = HEADER + "i,\"two\nlines\",,1,0,a,b,c,q\n" + row;

    assertThatThrownBy(() -> DpgTable.parse("some.csv", text))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageStartingWith("some.csv, line 4: ")
        .hasMessageContaining(problem)
        .hasMessageEndingWith("Correct the line.");
  }

  @Test
  void missingColumns() {
    assertThatThrownBy(() -> DpgTable.parse("some.csv", "item_id,text\n"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("[proposition_id, dependency, tuple, question_natural_language]");
    assertThatThrownBy(() -> DpgTable.parse("some.csv", ""))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("expected the column names");
  }

  @Test
  void missingFile() {
    assertThatThrownBy(() -> DpgTable.read(Path.of("none.csv")))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("none.csv cannot be read");
  }

  @ParameterizedTest
  @EnumSource
  void missingAnswers(DpgProtocol protocol) {
    DpgRun run = new DpgRun(1, List.of("i"), List.of());

    assertThatThrownBy(() -> protocol.score(table(question(1), question(2)), run))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("of i has no answers; expected one for each picture");
  }

  @ParameterizedTest
  @EnumSource
  void nothingToScore(DpgProtocol protocol) {
    DpgRun run = new DpgRun(1, List.of("other"), List.of());

    assertThatThrownBy(() -> protocol.score(table(question(1), question(2)), run))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("No item of the table could be scored");
  }

  @Test
  void unknownParents() {
    DpgRun run = new DpgRun(1, List.of("i"), List.of(new DpgRun.Answer("i", 1, List.of("yes"))));

    assertThatThrownBy(() -> DpgProtocol.CORRECTED.score(table(question(1, 5)), run))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("depends on question 5")
        .hasMessageContaining("expected one of [1]");
  }

  @Test
  void anotherNumberOfPictures() {
    List<DpgRun.Answer> answers = List.of(new DpgRun.Answer("i", 1, List.of("yes")));

    assertThatThrownBy(() -> new DpgRun(4, List.of("i"), answers))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageStartingWith("1 answers to question 1 of i; expected one for each of its 4");
    assertThatThrownBy(() -> new DpgRun(0, List.of(), List.of()))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("expected 1 or more");
  }

  private static DpgTable table(DpgTable.Question... questions) {
    return new DpgTable(List.of(questions));
  }

  private static DpgTable.Question question(int id, Integer... parents) {
    return new DpgTable.Question("i", "text", id, List.of(parents), "entity - whole (x)", "Is it?");
  }
}
