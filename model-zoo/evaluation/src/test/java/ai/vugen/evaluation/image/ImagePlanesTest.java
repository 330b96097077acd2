package ai.vugen.evaluation.image;

import static ai.vugen.evaluation.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.image.Pixels;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Batches of planes. */
class ImagePlanesTest {
  @Test
  void of_pictures_arePlanes() {
    Pixels first = Pixels.of(2, 1, new byte[] {1, 2, 3, 4, 5, 6});
    Pixels second = Pixels.of(2, 1, new byte[] {7, 8, 9, (byte) 255, 11, 12});

    ImagePlanes planes = ImagePlanes.of(List.of(first, second));

    assertThat(planes).hasToString("ImagePlanes[2, 3, 1, 2]");
    assertThat(planes.values()).containsExactly(1, 4, 2, 5, 3, 6, 7, 255, 8, 11, 9, 12);
  }

  @Test
  void of_floats_areWidened() {
    assertThat(ImagePlanes.of(new float[] {.1f}, 1, 1, 1, 1).values()).containsExactly(.1f);
  }

  @Test
  void of_pictures_ofDifferentSize_areRefused() {
    Pixels wide = Pixels.of(2, 1, new byte[6]);
    Pixels high = Pixels.of(1, 2, new byte[6]);

    refused(() -> ImagePlanes.of(List.of(wide, high)), "size of picture 1 is 1 x 2");
    refused(() -> ImagePlanes.of(List.of()), "number of pictures");
  }

  @Test
  void of_badNumbers_areRefused() {
    refused(() -> ImagePlanes.of(new double[0], 1, 0, 1, 1), "sizes of 1 or more");
    refused(() -> ImagePlanes.of(new double[3], 1, 1, 2, 2), "is 3; expected 4");
    refused(() -> ImagePlanes.of(new double[] {Double.NaN}, 1, 1, 1, 1), "finite");
  }
}
