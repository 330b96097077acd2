package ai.vugen.evaluation.judge;

import static ai.vugen.evaluation.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.vugen.evaluation.geneval.Detection;
import ai.vugen.evaluation.geneval.Detection.Box;
import ai.vugen.evaluation.geneval.ObjectColour;
import ai.vugen.evaluation.geneval.ObjectDetector.DetectorErrors;
import ai.vugen.image.Pixels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PictureWorldDetectorTest {
  private final Path folder;

  PictureWorldDetectorTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private List<Detection> detect(int thing, int colour, int width, int height) {
    try (Judge judge = Judge.open(ConstantJudge.write(folder, thing, colour))) {
      return new PictureWorldDetector(judge)
          .detect(Pixels.of(width, height, new byte[3 * width * height]));
    }
  }

  @Test
  void aSightingBecomesADetectionWithItsTint() {
    List<Detection> found = detect(2, 2, ConstantJudge.SIZE, ConstantJudge.SIZE);
    assertThat(found).hasSize(1);
    Detection bear = found.get(0);
    assertThat(bear.className()).isEqualTo("teddy bear");
    assertThat(bear.colour()).isEqualTo(ObjectColour.BLUE);
    assertThat(bear.score()).isCloseTo(ConstantJudge.SCORE, within(1e-6));
    assertThat(bear.box()).isEqualTo(new Box(0, 0, 2, 4));
  }

  @Test
  void whatIsAsDrawnHasTheLikeliestOtherColour() {
    assertThat(detect(0, 0, 16, 16))
        .extracting(Detection::colour)
        .containsExactly(ObjectColour.RED);
  }

  @Test
  void thingsThatGenEvalDoesNotKnowAreIgnored() {
    assertThat(detect(1, 1, 16, 16)).isEmpty();
  }

  @Test
  void boxesAreInPixelsOfTheImageAsGiven() {
    assertThat(detect(0, 1, 64, 32))
        .extracting(Detection::box)
        .containsExactly(new Box(0, 0, 8, 8));
  }

  @Test
  void theColourIsTheOneOfTheDetection() {
    try (Judge judge = Judge.open(ConstantJudge.write(folder, 0, 2))) {
      PictureWorldDetector detector = new PictureWorldDetector(judge);
      Pixels image = Pixels.of(16, 16, new byte[3 * 16 * 16]);
      Detection dog = detector.detect(image).get(0);
      assertThat(detector.classify(image, dog)).isEqualTo(ObjectColour.BLUE);
      Detection unknown = new Detection("dog", 0.5, new Box(0, 0, 1, 1));
      refused(() -> detector.classify(image, unknown), "The detected dog has no colour");
    }
  }

  @Test
  void theNameTellsTheWeights() {
    try (Judge judge = Judge.open(ConstantJudge.write(folder, 0, 1));
        Judge other = Judge.open(ConstantJudge.write(folder.resolve("other"), 1, 1))) {
      assertThat(judge.sha256()).matches("[0-9a-f]{64}").isNotEqualTo(other.sha256());
      assertThat(new PictureWorldDetector(judge).name())
          .isEqualTo("judge of the picture world " + judge.sha256().substring(0, 12));
    }
  }

  @Test
  void itsErrorsAreWhatTheJudgeSaysOfItself() {
    try (Judge judge = Judge.open(ConstantJudge.write(folder, 0, 1))) {
      List<DetectorErrors> errors = new PictureWorldDetector(judge).errors();
      assertThat(errors)
          .containsExactly(
              new DetectorErrors("held out scenes", 10, 0.25, 0.25, 0.3, 0.6),
              new DetectorErrors("held out combinations", 20, 0.25, 0.25, 0.3, 0.6));
      assertThat(errors.get(0).text())
          .isEqualTo(
              "held out scenes (10 pictures): 25.00% of objects missed, 25.00% of colours wrong,"
                  + " 0.300 false sightings a picture, 60.00% of pictures not seen exactly");
    }
  }

  private void refusedWith(String before, String after, String message) throws IOException {
    Path config = ConstantJudge.write(folder, 0, 1).resolve(Judge.CONFIG);
    Files.writeString(config, Files.readString(config).replace(before, after));
    try (Judge judge = Judge.open(folder)) {
      refused(() -> new PictureWorldDetector(judge), message);
    }
  }

  @Test
  void judgesOfOtherWorldsAreRefused() throws IOException {
    refusedWith("\"red\"", "\"gray\"", "no colour \"gray\"");
    refusedWith("\"dog\",\"unicorn\",\"teddy bear\"", "\"a\", \"b\", \"c\"", "[a, b, c]");
  }
}
