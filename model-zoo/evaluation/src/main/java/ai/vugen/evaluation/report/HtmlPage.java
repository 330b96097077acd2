package ai.vugen.evaluation.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.stream.Collectors;

/**
 * The page of a report as it is put together: HTML that is XML too, without scripts. Figures and
 * paragraphs of the classes {@code correct} and {@code wrong} are green and red.
 */
public final class HtmlPage {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html xmlns="http://www.w3.org/1999/xhtml" lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <title>TITLE</title>
      <style>
      body { font-family: sans-serif; color: #222; margin: 2em auto; max-width: 72em; padding: 0 1em; }
      table { border-collapse: collapse; margin: 1em 0; }
      th, td { border-bottom: 1px solid #ddd; padding: 0.25em 1.5em 0.25em 0; text-align: left; vertical-align: top; }
      td { overflow-wrap: anywhere; }
      td.number { text-align: right; }
      tr.overall { font-weight: bold; }
      h3 { font-size: 1em; margin: 1.5em 0 0.5em; }
      div.images { display: flex; flex-wrap: wrap; gap: 1em; }
      figure { margin: 0; width: 11em; }
      figure.scene { width: 16em; }
      img { box-sizing: border-box; display: block; width: 100%; }
      figure.correct img { border: 0.3em solid #1a9641; }
      figure.wrong img { border: 0.3em solid #d7191c; }
      figcaption { font-size: 0.85em; margin-top: 0.3em; }
      figcaption p { margin: 0.3em 0; overflow-wrap: anywhere; }
      p.correct b { color: #1a9641; }
      p.wrong b { color: #d7191c; }
      </style>
      </head>
      <body>
      <h1>TITLE</h1>
      """;

  private final StringBuilder page = new StringBuilder();

  /**
   * A page that so far has a heading only.
   *
   * @param title text
   */
  public HtmlPage(String title) {
    page.append(HEAD.replace("TITLE", MarkupText.escape(title)));
  }

  /** Adds markup. */
  public void add(String markup) {
    page.append(markup);
  }

  /** Adds a table of names, {@code _} shown as a space, and their values. */
  public void addValues(JsonObject values) {
    page.append("<table>\n");
    values
        .asMap()
        .forEach(
            (name, value) ->
                page.append(
                    "<tr><th>%s</th><td>%s</td></tr>\n"
                        .formatted(
                            MarkupText.escape(name.replace('_', ' ')),
                            MarkupText.escape(text(value)))));
    page.append("</table>\n");
  }

  private static String text(JsonElement value) {
    if (value instanceof JsonArray list) {
      return list.asList().stream().map(HtmlPage::text).collect(Collectors.joining(", "));
    }
    if (value instanceof JsonObject object) {
      return object.entrySet().stream()
          .map(member -> member.getKey() + " " + text(member.getValue()))
          .collect(Collectors.joining(", "));
    }
    return value.getAsString();
  }

  /** Returns the page, complete. */
  public String text() {
    return page + "</body>\n</html>\n";
  }
}
