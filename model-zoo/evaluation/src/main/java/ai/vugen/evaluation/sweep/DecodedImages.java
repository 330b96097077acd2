package ai.vugen.evaluation.sweep;

import ai.vugen.evaluation.image.ImagePlanes;
import ai.vugen.evaluation.image.PeakSignalNoise;
import ai.vugen.image.Pixels;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Images that are decoded from the same latents. Their times are those of decoding alone.
 *
 * @param bank has the latents
 * @param steps of the decoder
 */
record DecodedImages(LatentBank bank, int steps) implements ImageSource {
  private static final double WHITE = 255;

  /** The usual floor of the squared error, 1e-10 of values in [0, 1]: equal images have 100 dB. */
  private static final double ERROR_FLOOR = 1e-10 * WHITE * WHITE;

  @Override
  public DrawnImage draw(int index) {
    return bank.decode(index, steps);
  }

  @Override
  public OptionalDouble similarity(int index, Pixels image) {
    if (steps == Sweep.FINEST_DECODER) {
      return OptionalDouble.empty();
    }
    ImagePlanes finest = ImagePlanes.of(List.of(bank.finest(index)));
    ImagePlanes planes = ImagePlanes.of(List.of(image));
    return OptionalDouble.of(PeakSignalNoise.between(planes, finest, WHITE, ERROR_FLOOR).mean());
  }
}
