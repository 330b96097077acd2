package ai.vugen.evaluation.reconstruction;

import ai.vugen.ImageInput;
import ai.vugen.Latent;
import ai.vugen.VuGen;
import ai.vugen.image.Pixels;
import java.util.List;

/** Who encodes pictures and decodes them again: a model, or what it is compared with. */
@FunctionalInterface
public interface PictureCodec {
  /**
   * Encodes a picture once and decodes that with each number of decoder steps.
   *
   * @return pictures of the same size, one a number, in the order of the numbers
   */
  List<Pixels> reconstruct(Pixels picture, List<Integer> decoderSteps);

  /**
   * Returns a model that draws; the decoder's noise has seed 0.
   *
   * @param vugen open as long as pictures are decoded
   */
  static PictureCodec of(VuGen vugen) {
    return (picture, decoderSteps) -> {
      Latent latent = vugen.encode(ImageInput.of(picture));
      return decoderSteps.stream().map(steps -> vugen.decode(latent, 0, steps).toPixels()).toList();
    };
  }
}
