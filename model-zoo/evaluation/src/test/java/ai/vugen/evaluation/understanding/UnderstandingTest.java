package ai.vugen.evaluation.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.ModelIdentity;
import ai.vugen.SdkVersion;
import ai.vugen.VuGen;
import ai.vugen.device.Precision;
import ai.vugen.evaluation.PageElements;
import ai.vugen.evaluation.report.MeasuredModel;
import ai.vugen.evaluation.report.ReportFolder;
import ai.vugen.evaluation.scenes.HeldOutScenes;
import ai.vugen.evaluation.scenes.HeldOutScenes.ScenePicture;
import ai.vugen.evaluation.understanding.AskedScene.AskedQuestion;
import ai.vugen.evaluation.understanding.UnderstandingRun.PictureAnswerer;
import ai.vugen.image.PixelsReader;
import ai.vugen.world.Drawings;
import ai.vugen.world.QuestionAnswer;
import ai.vugen.world.QuestionAnswer.Task;
import ai.vugen.world.Split;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs with hand-made answerers and with the bundled model. */
final class UnderstandingTest {
  private static final int SCENES = 3;
  private static final MeasuredModel NOBODY =
      new MeasuredModel(
          new ModelIdentity("<nobody>", "0".repeat(64)), null, "1", Precision.FLOAT32);

  private static Path drawings = Path.of("");

  private final ReportFolder folder;

  UnderstandingTest(@TempDir Path root) {
    this.folder = new ReportFolder(root);
  }

  @BeforeAll
  static void draw(@TempDir Path shared) throws IOException {
    System.setProperty("vugen.home", shared.resolve("cache").toString());
    drawings = Drawings.folder(shared.resolve("drawings"));
  }

  @AfterAll
  static void useDefaultCache() {
    System.clearProperty("vugen.home");
  }

  private static HeldOutScenes scenes(int size) {
    return HeldOutScenes.open(drawings, size, SCENES, 7);
  }

  private UnderstandingResult ask(PictureAnswerer answerer) {
    return new UnderstandingRun(folder, scenes(64), progress -> {}).ask(answerer, NOBODY);
  }

  private UnderstandingResult askNano() {
    try (VuGen vugen = VuGen.builder().build()) {
      HeldOutScenes scenes = scenes(vugen.info().visionSize());
      return new UnderstandingRun(folder, scenes, progress -> {})
          .ask(PictureAnswerer.of(vugen), MeasuredModel.of(vugen.info()));
    }
  }

  private static List<QuestionAnswer> questions(Split split) {
    HeldOutScenes scenes = scenes(64);
    return IntStream.range(0, SCENES)
        .boxed()
        .flatMap(index -> scenes.picture(split, index).questions().stream())
        .toList();
  }

  @Test
  void whoKnowsEverythingIsAlwaysRight() {
    Map<Object, String> known = new HashMap<>();
    HeldOutScenes scenes = scenes(64);
    for (Split split : HeldOutScenes.SPLITS) {
      for (int index = 0; index < SCENES; index++) {
        ScenePicture scene = scenes.picture(split, index);
        scene
            .questions()
            .forEach(asked -> known.put(List.of(scene.pixels(), asked.question()), asked.answer()));
      }
    }

    UnderstandingResult result =
        ask((picture, question) -> known.getOrDefault(List.of(picture, question), "unknown"));

    assertThat(result.scores()).hasSize(2);
    result
        .scores()
        .forEach((split, scores) -> assertThat(scores.overall().accuracy()).isEqualTo(1));
  }

  @Test
  void whoAlwaysSaysYesIsRightAsOftenAsYesIs() {
    UnderstandingResult result = ask((picture, question) -> " YES");

    result
        .scores()
        .forEach(
            (split, scores) -> {
              List<QuestionAnswer> questions = questions(split);
              long yes = questions.stream().filter(asked -> asked.answer().equals("yes")).count();
              assertThat(scores.overall().asked()).isEqualTo(questions.size());
              assertThat(scores.overall().right()).isEqualTo((int) yes);
              assertThat(scores.tasks()).containsKeys(Task.NAME, Task.COUNT, Task.YES_NO);
            });
    assertThat(result.text())
        .startsWith("held out scenes:\n  name         0.00% (0 / ")
        .contains("\nheld out combinations:\n", "  yes no", "  all ");
  }

  @Test
  void theDataHoldProtocolScoresAndEveryAnswer() throws IOException {
    UnderstandingResult result = askNano();
    Path page = new UnderstandingReport(result).write(folder);
    String text = Files.readString(page.resolveSibling("report.json"));
    JsonObject report = JsonParser.parseString(text).getAsJsonObject();

    JsonObject protocol = report.getAsJsonObject("protocol");
    assertThat(protocol.get("model").getAsString()).isEqualTo("nano");
    assertThat(protocol.get("model_version").getAsString()).isNotEmpty();
    assertThat(protocol.get("model_sha256").getAsString()).hasSize(64);
    assertThat(protocol.get("sdk_version").getAsString()).isEqualTo(SdkVersion.current());
    assertThat(protocol.get("seed").getAsLong()).isEqualTo(7);
    assertThat(protocol.get("scenes_per_split").getAsInt()).isEqualTo(SCENES);
    assertThat(protocol.getAsJsonObject("mix").get("single").getAsDouble()).isEqualTo(35);

    AnswerScores expected = Objects.requireNonNull(result.scores().get(Split.HELD_OUT_SCENES));
    JsonObject scores = report.getAsJsonObject("scores").getAsJsonObject("held_out_scenes");
    assertThat(scores.get("asked").getAsInt()).isEqualTo(expected.overall().asked());
    assertThat(scores.get("right").getAsInt()).isEqualTo(expected.overall().right());
    JsonObject count = scores.getAsJsonObject("tasks").getAsJsonObject("count");
    assertThat(count.get("accuracy").getAsDouble()).isBetween(0.0, 1.0);
    assertThat(count.get("chance").getAsDouble()).isBetween(1.0 / 3, 1.0);

    assertThat(report.getAsJsonArray("scenes")).hasSize(2 * SCENES);
    for (JsonElement element : report.getAsJsonArray("scenes")) {
      JsonObject scene = element.getAsJsonObject();
      Path picture = folder.root().resolve(scene.get("picture").getAsString());
      assertThat(PixelsReader.read(picture).width()).isEqualTo(128);
      assertThat(scene.getAsJsonArray("questions")).isNotEmpty();
    }

    new UnderstandingReport(askNano()).write(folder);
    assertThat(page.resolveSibling("report.json")).hasContent(text);
  }

  @Test
  void thePageIsXmlAndShowsEveryAnswer() throws Exception {
    UnderstandingResult result =
        ask((picture, question) -> question.startsWith("is ") ? "no" : "<b>& \u0001");
    String text = Files.readString(new UnderstandingReport(result).write(folder));
    PageElements page = PageElements.parse(text);

    assertThat(page.of("img")).hasSize(2 * SCENES);
    assertThat(page.attributes("img", "src"))
        .allSatisfy(link -> assertThat(folder.root().resolve(link)).exists());
    List<AskedQuestion> asked =
        result.scenes().values().stream()
            .flatMap(List::stream)
            .flatMap(scene -> scene.questions().stream())
            .toList();
    assertThat(page.attributes("p", "class"))
        .isEqualTo(asked.stream().map(question -> question.right() ? "correct" : "wrong").toList());
    assertThat(page.texts("b")).hasSize(asked.size()).contains("<b>& \ufffd");
    assertThat(page.texts("p"))
        .filteredOn(line -> line.contains("(right: "))
        .hasSize((int) asked.stream().filter(question -> !question.right()).count());
    assertThat(page.of("table")).hasSize(3);
    assertThat(page.texts("td")).contains("<nobody>", "all questions");
    assertThat(page.of("script")).isEmpty();
  }
}
