package ai.vugen.evaluation.judge;

import static ai.vugen.evaluation.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.ModelIntegrityException;
import ai.vugen.evaluation.scenes.HeldOutScenes;
import ai.vugen.json.JsonSection;
import ai.vugen.world.Drawings;
import ai.vugen.world.Split;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Judges that see the same in every picture are measured, and say so. */
final class JudgeAccuracyTest {
  private static final int SCENES = 30;

  private final Path folder;
  private final List<HeldOutScenes.Progress> progress = new ArrayList<>();

  JudgeAccuracyTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private JudgeMeasurement measurement() throws IOException {
    Path drawings = Drawings.folder(folder.resolve("drawings"));
    return new JudgeMeasurement(drawings, SCENES, 6, progress::add);
  }

  @Test
  void everySceneOfBothSplitsCounts() throws IOException {
    JudgeMeasurement measurement = measurement();
    Path written = ConstantJudge.writeOfDrawings(folder.resolve("judge"), 2, 1);
    try (Judge judge = Judge.open(written)) {
      JudgeAccuracy accuracy = measurement.of(judge);

      assertThat(accuracy.weights()).isEqualTo(judge.sha256());
      assertThat(accuracy.scenes().scenes()).isEqualTo(SCENES);
      assertThat(accuracy.scenes().seed()).isEqualTo(6);
      assertThat(progress).hasSize(2 * SCENES);
      HeldOutScenes scenes = HeldOutScenes.open(measurement.drawings(), 16, SCENES, 6);
      for (Split split : HeldOutScenes.SPLITS) {
        JudgeScores scores = Objects.requireNonNull(accuracy.scores().get(split));
        assertThat(scores.pictures()).isEqualTo(SCENES);
        assertThat(scores.objects())
            .isEqualTo(
                IntStream.range(0, SCENES)
                    .map(i -> scenes.picture(split, i).objects().size())
                    .sum());
        assertThat(scores.found() + scores.falseSightings()).isEqualTo(SCENES);
      }
      assertThat(measurement.of(judge)).isEqualTo(accuracy);
    }
  }

  @Test
  void aJudgeThatIsNotMeasuredCannotBeOpenedBeforeItIs() throws IOException {
    Path judge = ConstantJudge.writeOfDrawings(folder.resolve("judge"), 2, 1);
    Path file = judge.resolve(Judge.CONFIG);
    JsonObject config = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    config.remove(Judge.ACCURACY);
    Files.writeString(file, config.toString());
    assertThatThrownBy(() -> Judge.open(judge))
        .isInstanceOf(ModelIntegrityException.class)
        .hasMessageContaining("accuracy is missing; a judge says how often it errs");

    JudgeMeasurement measurement = measurement();
    Files.writeString(file, measurement.configOf(judge).toString());

    try (Judge opened = Judge.open(judge)) {
      assertThat(opened.accuracy()).isEqualTo(measurement.of(opened));
      assertThat(opened.things()).isEqualTo(Drawings.NAMES);
    }
  }

  @Test
  void theAccuracyOfOtherWeightsIsRefused() throws IOException {
    Path judge = ConstantJudge.write(folder.resolve("judge"), 0, 1);
    Path other = ConstantJudge.write(folder.resolve("other"), 1, 1);
    Files.copy(other.resolve(Judge.CONFIG), folder.resolve("config"));
    Files.delete(judge.resolve(Judge.CONFIG));
    Files.copy(folder.resolve("config"), judge.resolve(Judge.CONFIG));
    assertThatThrownBy(() -> Judge.open(judge))
        .isInstanceOf(ModelIntegrityException.class)
        .hasMessageContaining("accuracy is that of other weights");
  }

  @Test
  void noScenesAreRefusedBeforeAnythingIsMeasured() {
    refused(() -> new JudgeMeasurement(folder, 0, 6, progress::add), "scenes a split is 0");
  }

  @Test
  void judgesOfOtherThingsAreRefused() throws IOException {
    JudgeMeasurement measurement = measurement();
    try (Judge judge = Judge.open(ConstantJudge.write(folder.resolve("judge"), 0, 1))) {
      refused(() -> measurement.of(judge), "tells the things [dog, unicorn, teddy bear] apart");
    }
  }

  @Test
  void whatIsWrittenIsRead() {
    JudgeAccuracy accuracy = ConstantJudge.accuracy("a".repeat(64));
    JsonSection section = JsonSection.parse("judge.json", accuracy.json().toString());
    assertThat(JudgeAccuracy.of(section)).isEqualTo(accuracy);
    assertThat(accuracy.text().lines())
        .containsExactly(
            "held out scenes:       objects found 75.00%, colours right 75.00%,"
                + " pictures exact 40.00%, false sightings a picture 0.300",
            "held out combinations: objects found 75.00%, colours right 75.00%,"
                + " pictures exact 40.00%, false sightings a picture 0.300");
  }
}
