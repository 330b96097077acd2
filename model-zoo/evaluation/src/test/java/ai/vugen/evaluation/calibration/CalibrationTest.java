package ai.vugen.evaluation.calibration;

import static ai.vugen.evaluation.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.evaluation.PageElements;
import ai.vugen.evaluation.calibration.CalibrationResult.MissingPrompt;
import ai.vugen.evaluation.calibration.CalibrationRun.Derangement;
import ai.vugen.evaluation.geneval.Detection;
import ai.vugen.evaluation.geneval.GenEvalJudge;
import ai.vugen.evaluation.geneval.GenEvalPrompt;
import ai.vugen.evaluation.geneval.GenEvalPrompts;
import ai.vugen.evaluation.geneval.GenEvalRun;
import ai.vugen.evaluation.geneval.GenEvalTask;
import ai.vugen.evaluation.geneval.ObjectColour;
import ai.vugen.evaluation.geneval.ObjectDetector;
import ai.vugen.evaluation.geneval.ObjectDetector.ColourClassifier;
import ai.vugen.evaluation.geneval.ObjectDetector.DetectorErrors;
import ai.vugen.image.Pixels;
import ai.vugen.world.Drawings;
import ai.vugen.world.PictureWorld;
import ai.vugen.world.Scene;
import ai.vugen.world.SceneObject;
import ai.vugen.world.Style;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs with a detector that never errs, which knows every picture by its pixels. */
final class CalibrationTest {
  private static final int SIZE = 64;

  private static final List<GenEvalPrompt> PROMPTS =
      GenEvalPrompts.parse(
          "prompts",
          """
          {"tag": "single_object", "include": [{"class": "dog", "count": 1}], "prompt": "a <dog>"}
          {"tag": "single_object", "include": [{"class": "cow", "count": 1}], "prompt": "a <cow>"}
          {"tag": "two_object", "include": [{"class": "dog", "count": 1}, {"class": "cat", "count": 1}], "prompt": "a dog and a cat"}
          {"tag": "counting", "include": [{"class": "apple", "count": 3}], "exclude": [{"class": "apple", "count": 4}], "prompt": "three apples"}
          {"tag": "counting", "include": [{"class": "apple", "count": 5}], "prompt": "five apples"}
          {"tag": "colors", "include": [{"class": "car", "count": 1, "color": "red"}], "prompt": "a red car"}
          {"tag": "position", "include": [{"class": "car", "count": 1}, {"class": "cat", "count": 1, "position": ["left of", 0]}], "prompt": "a cat left of a car"}
          {"tag": "position", "include": [{"class": "car", "count": 1}, {"class": "bus", "count": 1, "position": ["below", 0]}], "prompt": "a bus below a car"}
          {"tag": "color_attr", "include": [{"class": "cat", "count": 1, "color": "blue"}, {"class": "dog", "count": 1, "color": "green"}], "prompt": "a blue cat and a green dog"}
          """);

  private static PictureWorld world;

  private final Path root;
  private final List<GenEvalRun.Progress> progress = new ArrayList<>();

  CalibrationTest(@TempDir Path root) {
    this.root = root;
  }

  @BeforeAll
  static void draw(@TempDir Path folder) throws IOException {
    world = PictureWorld.open(Drawings.folder(folder), SIZE);
  }

  private static List<Scene> scenes(GenEvalPrompt prompt, long seed) {
    return new PromptComposer(world, KnownObjects.of(world), seed).compose(prompt, 3);
  }

  /** Knows the pictures of all prompts that can be composed; what is as drawn is white to it. */
  private static final class Oracle implements ObjectDetector, ColourClassifier {
    private final Map<Pixels, List<Detection>> known = new HashMap<>();

    Oracle() {
      for (GenEvalPrompt prompt : PROMPTS) {
        if (!prompt.prompt().equals("a <cow>") && !prompt.prompt().equals("five apples")) {
          for (Scene scene : scenes(prompt, 4)) {
            Pixels picture = Pixels.of(SIZE, SIZE, world.renderer().render(scene));
            known.put(picture, KnownObjects.of(world).detections(scene));
          }
        }
      }
    }

    @Override
    public String name() {
      return "oracle";
    }

    @Override
    public List<DetectorErrors> errors() {
      return List.of(new DetectorErrors("<known> pictures", 7, 0, 0, 0, 0));
    }

    @Override
    public List<Detection> detect(Pixels image) {
      return Objects.requireNonNull(known.get(image), "a picture that was not composed");
    }

    @Override
    public ObjectColour classify(Pixels image, Detection object) {
      return Objects.requireNonNullElse(object.colour(), ObjectColour.WHITE);
    }
  }

  private CalibrationResult measure() {
    Oracle oracle = new Oracle();
    CalibrationRun run =
        new CalibrationRun(
            root,
            new GenEvalJudge(oracle, oracle),
            world,
            new CalibrationRun.Settings(3, 4),
            progress::add);
    return run.measure(run.folder().places(PROMPTS));
  }

  @Test
  void aDetectorThatNeverErrsIsAlwaysRightAboutComposedScenes() {
    CalibrationResult result = measure();
    assertThat(result.composed().summary().overall()).isEqualTo(1);
    assertThat(result.composed().summary().images()).isEqualTo(7 * 3);
    assertThat(result.composed().summary().tasks()).containsOnlyKeys(GenEvalTask.values());
    assertThat(progress)
        .hasSize(2 * 7 * 3)
        .extracting(GenEvalRun.Progress::images)
        .containsOnly(42);
    assertThat(progress.get(41).done()).isEqualTo(42);
  }

  @Test
  void shuffledPromptsScoreByChance() {
    CalibrationResult result = measure();
    assertThat(result.shuffled().summary().tasks()).isEqualTo(result.chance().tasks());
    assertThat(result.shuffled().summary().overall()).isLessThan(0.5);
    for (int i = 0; i < 7; i++) {
      GenEvalPrompt own = result.composed().prompts().get(i).place().prompt();
      assertThat(result.shuffled().prompts().get(i).place().prompt()).isNotEqualTo(own);
      assertThat(result.shuffled().prompts().get(i).images().get(0).file())
          .hasSameBinaryContentAs(result.composed().prompts().get(i).images().get(0).file());
    }
    assertThat(result.shuffled().prompts())
        .extracting(prompt -> prompt.place().prompt())
        .containsExactlyInAnyOrderElementsOf(
            result.composed().prompts().stream().map(prompt -> prompt.place().prompt()).toList());
  }

  @Test
  void whatCannotBeComposedIsListedWithItsReason() {
    CalibrationResult result = measure();
    assertThat(result.missing())
        .containsExactly(
            new MissingPrompt(PROMPTS.get(1), "There is no drawing of \"cow\"."),
            new MissingPrompt(PROMPTS.get(4), "A scene of 5 objects; expected 1 to 4."));
    assertThat(new CalibrationReport(result).text())
        .contains("single_object    = 100.00% (3 / 3), shuffled ")
        .contains("Overall score (avg. over tasks): composed 1.00000, shuffled ")
        .contains("<known> pictures (7 pictures): 0.00% of objects missed")
        .endsWith(
            "Prompts not composed: 2\n  a <cow>: There is no drawing of \"cow\".\n"
                + "  five apples: A scene of 5 objects; expected 1 to 4.");
  }

  @Test
  void dataAndPagesAreWritten() throws Exception {
    Path file = new CalibrationReport(measure()).write();
    assertThat(file).isEqualTo(root.resolve("report.html"));
    PageElements page = PageElements.parse(Files.readString(file));
    assertThat(page.attributes("a", "href"))
        .containsExactly("composed/report.html", "shuffled/report.html")
        .allSatisfy(link -> assertThat(root.resolve(link)).exists());
    assertThat(page.texts("h2")).containsExactly("Protocol", "Prompts not composed: 2");
    assertThat(page.texts("p")).contains("a <cow>: There is no drawing of \"cow\".");
    assertThat(page.texts("td")).contains("oracle", "color attr", "21 / 21");

    JsonObject report =
        JsonParser.parseString(Files.readString(root.resolve("report.json"))).getAsJsonObject();
    JsonObject protocol = report.getAsJsonObject("protocol");
    assertThat(protocol.get("prompts").getAsInt()).isEqualTo(9);
    assertThat(protocol.get("composed_prompts").getAsInt()).isEqualTo(7);
    assertThat(protocol.get("seed").getAsLong()).isEqualTo(4);
    assertThat(protocol.get("counting_threshold").getAsDouble()).isEqualTo(0.9);
    JsonObject scores = report.getAsJsonObject("scores");
    assertThat(scores.getAsJsonObject("composed").get("overall").getAsDouble()).isEqualTo(1);
    assertThat(scores.keySet()).containsExactly("composed", "shuffled", "chance");
    assertThat(report.getAsJsonArray("not_composed").get(1).getAsJsonObject().get("reason"))
        .hasToString("\"A scene of 5 objects; expected 1 to 4.\"");
    assertThat(root.resolve("composed/00008/samples/0002.png")).exists();
    assertThat(root.resolve("composed/00001")).doesNotExist();
  }

  @Test
  void everyPromptOfThePictureWorldIsComposedUnlessADrawingIsMissing() {
    PromptComposer composer = new PromptComposer(world, KnownObjects.of(world), 0);
    int composed = 0;
    for (GenEvalPrompt prompt : GenEvalPrompts.pictureWorld()) {
      if (prompt.include().stream()
          .allMatch(wanted -> Drawings.NAMES.contains(wanted.className()))) {
        assertThat(composer.compose(prompt, 3)).hasSize(3);
        composed++;
      } else {
        refused(() -> composer.compose(prompt, 3), "There is no drawing of \"");
      }
    }
    assertThat(composed).isGreaterThan(50);
  }

  @Test
  void stylesTakeTurnsAndScenesDependOnTheSeedAndThePromptAlone() {
    GenEvalPrompt car = PROMPTS.get(5);
    assertThat(scenes(car, 4))
        .extracting(scene -> scene.objects().get(0))
        .extracting(SceneObject::style)
        .containsExactly(Style.GLOSSY, Style.CARTOON, Style.GLOSSY);
    assertThat(scenes(car, 4)).isEqualTo(scenes(car, 4)).doesNotHaveDuplicates();
    assertThat(scenes(car, 5)).isNotEqualTo(scenes(car, 4));
  }

  @Test
  void aDerangementMovesEverything() {
    for (int places = 2; places < 40; places++) {
      int[] from = Derangement.of(places, 7);
      assertThat(from).hasSize(places).doesNotHaveDuplicates();
      for (int i = 0; i < places; i++) {
        assertThat(from[i]).isNotEqualTo(i).isBetween(0, places - 1);
      }
    }
    assertThat(Derangement.of(30, 7)).isEqualTo(Derangement.of(30, 7));
    assertThat(Derangement.of(30, 8)).isNotEqualTo(Derangement.of(30, 7));
  }

  @Test
  void tooLittleIsRefused() {
    refused(() -> new CalibrationRun.Settings(0, 0), "images a prompt is 0; expected 1 or more");
    Oracle oracle = new Oracle();
    CalibrationRun run =
        new CalibrationRun(
            root,
            new GenEvalJudge(oracle, oracle),
            world,
            new CalibrationRun.Settings(1, 4),
            progress::add);
    refused(
        () -> run.measure(run.folder().places(PROMPTS.subList(0, 2))),
        "can be composed for 1 of 2 prompts");
    assertThat(root.resolve("composed")).doesNotExist();
  }
}
