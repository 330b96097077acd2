package ai.vugen.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.evaluation.PageElements;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;

final class HtmlPageTest {
  @Test
  void whatHasAMeaningInMarkupIsEscaped() throws Exception {
    HtmlPage page = new HtmlPage("a < b & c");
    ScoreTable table = new ScoreTable("<task>", "score");
    table.row("<i>name</i>", "<1%");
    table.overall("all", "5%");
    page.add(table.markup());

    PageElements elements = PageElements.parse(page.text());
    assertThat(elements.texts("title")).containsExactly("a < b & c");
    assertThat(elements.texts("h1")).containsExactly("a < b & c");
    assertThat(elements.texts("th")).containsExactly("<task>", "score");
    assertThat(elements.texts("i")).containsExactly("name");
    assertThat(elements.texts("td")).containsExactly("name", "<1%", "all", "5%");
    assertThat(elements.attributes("tr", "class")).containsExactly("", "", "overall");
  }

  @Test
  void valuesListsAndNamedValuesAreShown() throws Exception {
    JsonObject values = new JsonObject();
    values.addProperty("sdk_version", "<1>");
    JsonArray list = new JsonArray();
    list.add(1);
    list.add(8);
    values.add("steps", list);
    JsonObject mix = new JsonObject();
    mix.addProperty("single", 0.5);
    mix.addProperty("pair", 2);
    values.add("mix", mix);
    HtmlPage page = new HtmlPage("values");
    page.addValues(values);

    PageElements elements = PageElements.parse(page.text());
    assertThat(elements.texts("th")).containsExactly("sdk version", "steps", "mix");
    assertThat(elements.texts("td")).containsExactly("<1>", "1, 8", "single 0.5, pair 2");
  }

  @Test
  void scoresAreRoundedToEven() {
    assertThat(ScoreText.percent(0.6125)).isEqualTo("61.25%");
    assertThat(ScoreText.rounded(0.125, 2)).isEqualTo("0.12");
  }
}
