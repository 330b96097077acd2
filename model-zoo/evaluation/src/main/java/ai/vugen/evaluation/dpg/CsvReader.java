package ai.vugen.evaluation.dpg;

import ai.vugen.error.InvalidRequestException;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits CSV text into records as RFC 4180 describes it: quoted fields may hold commas, line breaks
 * and doubled quotes; empty lines are passed over.
 */
final class CsvReader {
  private final String name;
  private final String text;
  private int at;
  private int line = 1;

  CsvReader(String name, String text) {
    this.name = name;
    this.text = text;
  }

  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    while (at < text.length()) {
      Row row = row();
      if (row.fields().size() > 1 || !row.fields().get(0).isEmpty()) {
        rows.add(row);
      }
    }
    return rows;
  }

  private Row row() {
    int first = line;
    List<String> fields = new ArrayList<>();
    fields.add(field());
    while (at < text.length() && text.charAt(at) == ',') {
      at++;
      fields.add(field());
    }
    endLine();
    return new Row(first, fields);
  }

  private String field() {
    if (at < text.length() && text.charAt(at) == '"') {
      return quoted();
    }
    int begin = at;
    while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(begin, at);
  }

  private String quoted() {
    int first = line;
    StringBuilder field = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        if (at == text.length() || text.charAt(at) != '"') {
          return field.toString();
        }
      }
      line += c == '\n' ? 1 : 0;
      field.append(c);
    }
    throw new InvalidRequestException(
        "%s, line %d: a quoted field is not closed; expected a \" at its end. Correct the line."
            .formatted(name, first));
  }

  private void endLine() {
    if (at < text.length() && text.charAt(at) == '\r') {
      at++;
    }
    if (at < text.length() && text.charAt(at) == '\n') {
      at++;
    } else if (at < text.length() && text.charAt(at - 1) != '\r') {
      throw new InvalidRequestException(
          "%s, line %d: text follows a closing quote; expected a comma or the line's end."
                  .formatted(name, line)
              + " Correct the line.");
    }
    line++;
  }

  /**
   * One record of a CSV file.
   *
   * @param line the line it begins in, from 1
   */
  record Row(int line, List<String> fields) {}
}
