package ai.vugen.evaluation.dpg;

import ai.vugen.error.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The questions of DPG-Bench; the official {@code dpg_bench.csv} has 1065 items.
 *
 * @param questions in the order of the file, which {@link DpgProtocol#REFERENCE_COMPATIBLE} depends
 *     on
 */
public record DpgTable(List<Question> questions) {
  private static final List<String> COLUMNS =
      List.of(
          "item_id", "text", "proposition_id", "dependency", "tuple", "question_natural_language");

  public DpgTable {
    questions = List.copyOf(questions);
  }

  /**
   * Reads a table in the format of {@code dpg_bench.csv}, UTF-8.
   *
   * @throws InvalidRequestException if the file cannot be read, a column is missing or a row is
   *     malformed; the message names the line
   */
  public static DpgTable read(Path file) {
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new InvalidRequestException(
          file + " cannot be read (" + e + "); expected a CSV file like DPG-Bench's dpg_bench.csv.",
          e);
    }
  }

  /**
   * Reads a table from text: a line of column names, then one question a row. Of the columns {@code
   * item_id}, {@code text}, {@code proposition_id}, {@code dependency}, {@code tuple} and {@code
   * question_natural_language} are used.
   *
   * @param name what messages call the text
   * @throws InvalidRequestException if a column is missing or a row is malformed; the message names
   *     the line
   */
  public static DpgTable parse(String name, String text) {
    List<CsvReader.Row> rows = new CsvReader(name, text).rows();
    List<Integer> columns = columns(name, rows.isEmpty() ? List.of() : rows.get(0).fields());
    List<Question> questions = new ArrayList<>();
    for (CsvReader.Row row : rows.subList(1, rows.size())) {
      int expected = rows.get(0).fields().size();
      if (row.fields().size() != expected) {
        throw wrong(name, row, row.fields().size() + " fields", expected + " as in the first line");
      }
      questions.add(question(name, row, columns));
    }
    return new DpgTable(questions);
  }

  private static List<Integer> columns(String name, List<String> names) {
    List<String> missing = COLUMNS.stream().filter(column -> !names.contains(column)).toList();
    if (!missing.isEmpty()) {
      throw new InvalidRequestException(
          "%s, line 1: the columns %s are missing; expected the column names of dpg_bench.csv."
              .formatted(name, missing));
    }
    return COLUMNS.stream().map(names::indexOf).toList();
  }

  private static Question question(String name, CsvReader.Row row, List<Integer> columns) {
    List<String> fields = columns.stream().map(row.fields()::get).toList();
    return new Question(
        fields.get(0),
        fields.get(1),
        number(name, row, "proposition_id", fields.get(2)),
        parents(name, row, fields.get(3)),
        fields.get(4),
        fields.get(5));
  }

  private static List<Integer> parents(String name, CsvReader.Row row, String dependency) {
    List<Integer> parents = new ArrayList<>();
    for (String id : List.of(dependency.split(",", -1))) {
      int parent = number(name, row, "dependency", id);
      if (parent != 0) { // stands for "none"
        parents.add(parent);
      }
    }
    return parents;
  }

  private static int number(String name, CsvReader.Row row, String column, String value) {
    if (!value.strip().matches("[0-9]{1,9}")) {
      throw wrong(name, row, column + " \"" + value + "\"", "a whole number");
    }
    return Integer.parseInt(value.strip());
  }

  private static InvalidRequestException wrong(
      String name, CsvReader.Row row, String actual, String expected) {
    return new InvalidRequestException(
        "%s, line %d: %s; expected %s. Correct the line."
            .formatted(name, row.line(), actual, expected));
  }

  /**
   * One row of a DPG-Bench table: a yes/no question about the images of one prompt.
   *
   * @param itemId the prompt's name, which is also its image file's
   * @param prompt the text to generate images from
   * @param propositionId the question's number inside its item, from 1
   * @param parents numbers of the questions on which this one depends; empty for none
   * @param tuple what is asked about, such as {@code "attribute - color (apple, red)"}
   * @param question the question for a VQA model
   */
  public record Question(
      String itemId,
      String prompt,
      int propositionId,
      List<Integer> parents,
      String tuple,
      String question) {

    public Question {
      parents = List.copyOf(parents);
    }

    /** Returns the detailed category (level 2), such as {@code "attribute - color"}. */
    public String category() {
      return before('(', tuple);
    }

    /** Returns the broad category (level 1), such as {@code "attribute"}. */
    public String broadCategory() {
      return before('-', category());
    }

    private static String before(char mark, String text) {
      int end = text.indexOf(mark);
      return (end < 0 ? text : text.substring(0, end)).strip();
    }
  }
}
