package ai.vugen.evaluation.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.evaluation.geneval.Detection;
import ai.vugen.evaluation.geneval.Detection.Box;
import ai.vugen.evaluation.geneval.ObjectColour;
import ai.vugen.evaluation.geneval.ObjectDetector;
import ai.vugen.evaluation.geneval.ObjectDetector.ColourClassifier;
import ai.vugen.image.Pixels;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RoundTripTest {
  private final List<Pixels> encoded = new ArrayList<>();
  private final List<Pixels> seen = new ArrayList<>();

  private final class Looker implements ObjectDetector, ColourClassifier {
    @Override
    public String name() {
      return "looker";
    }

    @Override
    public List<Detection> detect(Pixels image) {
      seen.add(image);
      return List.of(new Detection("car", 0.8, new Box(0, 0, 1, 1)));
    }

    @Override
    public ObjectColour classify(Pixels image, Detection object) {
      seen.add(image);
      return ObjectColour.RED;
    }
  }

  private static Pixels grey(int value) {
    return Pixels.of(1, 1, new byte[] {(byte) value, (byte) value, (byte) value});
  }

  @Test
  void theJudgeSeesWhatIsDecodedAndEachPictureIsDecodedOnce() {
    Looker looker = new Looker();
    RoundTrip trip =
        new RoundTrip(
            (picture, steps) -> {
              assertThat(steps).containsExactly(1);
              encoded.add(picture);
              return List.of(grey(100 + encoded.size()));
            },
            "copier",
            looker,
            looker);
    Pixels first = grey(1);
    Pixels second = grey(2);
    List<Detection> found = trip.detect(first);
    assertThat(trip.classify(first, found.get(0))).isEqualTo(ObjectColour.RED);
    trip.detect(second);
    assertThat(encoded).containsExactly(first, second);
    assertThat(seen).containsExactly(grey(101), grey(101), grey(102));
    assertThat(trip.name()).isEqualTo("looker, of pictures encoded and decoded by copier");
  }
}
