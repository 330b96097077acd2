package ai.vugen.evaluation.report;

/** A table of scores as markup: one name a row, then its numbers, which are aligned right. */
public final class ScoreTable {
  private final StringBuilder rows = new StringBuilder();

  /** An empty table under headings; the first is that of the names. */
  public ScoreTable(String... headings) {
    rows.append("<tr>");
    for (String heading : headings) {
      rows.append("<th>").append(MarkupText.escape(heading)).append("</th>");
    }
    rows.append("</tr>\n");
  }

  /**
   * Adds a row.
   *
   * @param name markup
   * @param numbers texts
   */
  public void row(String name, String... numbers) {
    add("<tr>", name, numbers);
  }

  /** Adds a row that stands out, of what the others come to. */
  public void overall(String name, String... numbers) {
    add("<tr class=\"overall\">", name, numbers);
  }

  private void add(String begin, String name, String... numbers) {
    rows.append(begin).append("<td>").append(name).append("</td>");
    for (String number : numbers) {
      rows.append("<td class=\"number\">").append(MarkupText.escape(number)).append("</td>");
    }
    rows.append("</tr>\n");
  }

  /** Returns the table as markup. */
  public String markup() {
    return "<table>\n" + rows + "</table>\n";
  }
}
