package ai.vugen.evaluation.geneval;

import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.VuGen;
import ai.vugen.evaluation.PageElements;
import ai.vugen.evaluation.geneval.GenEvalResult.JudgedImage;
import ai.vugen.evaluation.geneval.GenEvalResult.JudgedPrompt;
import ai.vugen.evaluation.geneval.GenEvalScoring.ImageVerdict;
import ai.vugen.flow.Guidance;
import ai.vugen.image.Pixels;
import ai.vugen.image.PngMetadata;
import ai.vugen.image.PngWriter;
import ai.vugen.pipeline.TinyModel;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

final class GenEvalReportTest {
  private static final List<GenEvalPrompt> PROMPTS =
      List.of(
          FakeDetector.prompt(GenEvalTask.SINGLE_OBJECT, "dog", "a dog & \"<b>bold</b>\" 'cat'"),
          FakeDetector.prompt(GenEvalTask.POSITION, "cat", "a cat\u0001 on a 🍎"));

  private final Path root;
  private final GenEvalFolder folder;

  GenEvalReportTest(@TempDir Path root) {
    this.root = root;
    this.folder = new GenEvalFolder(root);
    System.setProperty("vugen.home", root.resolve("cache").toString());
  }

  @AfterEach
  void useDefaultCache() {
    System.clearProperty("vugen.home");
  }

  private GenEvalReport drawn() {
    Path model = TinyModel.write(root.resolve("tiny"), 1);
    try (VuGen vugen = VuGen.builder().model(model).steps(2).cfg(3).build()) {
      return report(vugen);
    }
  }

  private GenEvalReport report(VuGen vugen) {
    GenEvalRun run = new GenEvalRun(folder, FakeDetector.judge(), progress -> {});
    return new GenEvalReport(run.draw(vugen, folder.places(PROMPTS), 2));
  }

  private static JsonObject json(GenEvalReport report) {
    return JsonParser.parseString(report.json()).getAsJsonObject();
  }

  @Test
  void theDataHoldProtocolScoresAndVerdicts() {
    JsonObject report = json(drawn());

    JsonObject protocol = report.getAsJsonObject("protocol");
    assertThat(protocol.get("prompts").getAsInt()).isEqualTo(2);
    assertThat(protocol.get("images_per_prompt").getAsInt()).isEqualTo(2);
    assertThat(protocol.get("detector").getAsString()).isEqualTo("fake <detector>");
    assertThat(protocol.get("counting_threshold").getAsDouble()).isEqualTo(0.9);
    assertThat(protocol.get("model").getAsString()).isEqualTo("tiny");
    assertThat(protocol.get("model_sha256").getAsString()).hasSize(64);
    assertThat(protocol.get("shift").getAsDouble()).isEqualTo(Math.sqrt(16 * 4 / 4096.0));
    assertThat(protocol.get("cfg").getAsDouble()).isEqualTo(3);
    assertThat(protocol.get("solver").getAsString()).isEqualTo("euler");
    assertThat(protocol.keySet())
        .contains("images", "sdk_version", "steps", "decoder_steps", "seeds")
        .doesNotContain("guidance", "negative_prompt", "model_version");

    JsonObject scores = report.getAsJsonObject("scores");
    assertThat(scores.get("overall").getAsDouble()).isEqualTo(0.5);
    JsonObject position = scores.getAsJsonObject("tasks").getAsJsonObject("position");
    assertThat(position.get("images").getAsInt()).isEqualTo(2);
    assertThat(position.get("correct").getAsInt()).isZero();

    JsonArray verdicts = report.getAsJsonArray("verdicts");
    assertThat(verdicts).hasSize(4);
    JsonObject last = verdicts.get(3).getAsJsonObject();
    assertThat(last.get("file").getAsString()).isEqualTo("00001/samples/0001.png");
    assertThat(last.get("prompt").getAsString()).isEqualTo(PROMPTS.get(1).prompt());
    assertThat(last.get("correct").getAsBoolean()).isFalse();
    assertThat(last.getAsJsonArray("reasons").get(0).getAsString())
        .isEqualTo("expected cat>=1, found 0");
    assertThat(last.getAsJsonObject("kept").get("dog").getAsInt()).isEqualTo(1);
  }

  @Test
  void rareSettingsAreTold() {
    Path model = TinyModel.write(root.resolve("tiny"), 1);
    try (VuGen vugen =
        VuGen.builder()
            .model(model)
            .steps(2)
            .defaults(d -> d.guidance(Guidance.cfgZeroStar(4)).negativePrompt("<blurry>"))
            .build()) {
      JsonObject protocol = json(report(vugen)).getAsJsonObject("protocol");
      assertThat(protocol.get("guidance").getAsString()).contains("CfgZeroStar", "4.0");
      assertThat(protocol.get("negative_prompt").getAsString()).isEqualTo("<blurry>");
    }
  }

  @Test
  void thePageIsXmlAndShowsEveryImage() throws Exception {
    Path file = drawn().write();
    assertThat(file).isEqualTo(root.resolve("report.html"));
    PageElements page = PageElements.parse(Files.readString(file));

    assertThat(page.texts("h3"))
        .containsExactly("a dog & \"<b>bold</b>\" 'cat'", "a cat\ufffd on a 🍎");
    assertThat(page.of("img"))
        .hasSize(4)
        .allSatisfy(image -> assertThat(root.resolve(image.getAttribute("src"))).exists());
    assertThat(page.attributes("figure", "class"))
        .containsExactly("correct", "correct", "wrong", "wrong");
    assertThat(page.texts("figcaption"))
        .containsExactly(
            "correct", "correct", "expected cat>=1, found 0", "expected cat>=1, found 0");
    assertThat(page.of("script")).isEmpty();
  }

  @Test
  void theTableHasTheSixTasksAndOverallOnTop() throws Exception {
    PageElements page = PageElements.parse(drawn().html());
    Element table = page.of("table").get(0);
    assertThat(table.getElementsByTagName("tr").getLength()).isEqualTo(8);
    assertThat(table.getTextContent())
        .contains("single object2 / 2100.00%", "counting", "position0 / 20.00%")
        .contains("overall: the mean of the tasks2 / 450.00%");
    assertThat(page.of("table").get(1).getTextContent())
        .contains("fake <detector>", "model sha256", "seeds0, 1");
  }

  @Test
  void theErrorsOfTheDetectorStandBesideTheScores() throws Exception {
    GenEvalReport report = drawn();
    JsonObject errors =
        json(report)
            .getAsJsonObject("protocol")
            .getAsJsonArray("detector_errors")
            .get(0)
            .getAsJsonObject();
    assertThat(errors.get("pictures").getAsString()).isEqualTo("<fake> pictures");
    assertThat(errors.get("objects_missed").getAsDouble()).isEqualTo(0.125);
    String text =
        "<fake> pictures (7 pictures): 12.50% of objects missed, 25.00% of colours wrong,"
            + " 1.500 false sightings a picture, 50.00% of pictures not seen exactly";
    assertThat(PageElements.parse(report.html()).texts("p"))
        .contains("Errors of the detector itself on " + text + ".");
    GenEvalProtocol protocol = GenEvalProtocol.official(new FakeDetector());
    ImageVerdict verdict = new GenEvalScoring(protocol).score(PROMPTS.get(0), List.of());
    assertThat(GenEvalSummary.of(protocol, List.of(verdict)).text())
        .endsWith("\n\nErrors of the detector\n======================\n" + text);
  }

  @Test
  void withoutAModelThereIsNoWordOfDrawing() throws Exception {
    PromptFolder place = folder.places(PROMPTS).get(0);
    place.create();
    PngWriter.write(Pixels.of(1, 1, new byte[3]), PngMetadata.NONE, place.image(0));
    GenEvalRun run = new GenEvalRun(folder, FakeDetector.judge(), progress -> {});
    GenEvalReport report = new GenEvalReport(run.judge());

    assertThat(json(report).getAsJsonObject("protocol").keySet())
        .contains("prompts", "images", "detector")
        .doesNotContain("model", "seeds", "cfg");
    assertThat(PageElements.parse(report.html()).of("img")).hasSize(1);
  }

  @Test
  void everyPromptOfThePictureWorldIsOnThePage() throws Exception {
    List<GenEvalPrompt> prompts = GenEvalPrompts.pictureWorld();
    GenEvalProtocol protocol = GenEvalProtocol.official("none");
    List<JudgedPrompt> judged = new ArrayList<>();
    for (PromptFolder place : folder.places(prompts)) {
      ImageVerdict verdict = new GenEvalScoring(protocol).score(place.prompt(), List.of());
      judged.add(new JudgedPrompt(place, List.of(new JudgedImage(place.image(0), verdict))));
    }
    GenEvalSummary summary =
        GenEvalSummary.of(
            protocol, judged.stream().map(prompt -> prompt.images().get(0).verdict()).toList());
    GenEvalResult result = new GenEvalResult(folder, null, summary, judged);

    assertThat(PageElements.parse(new GenEvalReport(result).html()).texts("h3"))
        .containsExactlyInAnyOrderElementsOf(prompts.stream().map(GenEvalPrompt::prompt).toList());
  }
}
