package ai.vugen.evaluation.sweep;

import ai.vugen.GenerateRequest;
import ai.vugen.VuGen;
import ai.vugen.evaluation.image.ImagePlanes;
import ai.vugen.evaluation.image.PeakSignalNoise;
import ai.vugen.image.Pixels;
import java.util.List;
import java.util.OptionalDouble;

/** What makes the images of a point. */
interface ImageSource {
  /** Makes an image of {@link SweepImages}, by its index. */
  DrawnImage draw(int index);

  /**
   * Returns the peak signal-to-noise ratio of an image to the finest image of the same latent, in
   * decibels; empty where there is no finer one.
   */
  OptionalDouble similarity(int index, Pixels image);

  /**
   * An image and how long it took.
   *
   * @param pixels the image
   * @param seconds that it took
   */
  record DrawnImage(Pixels pixels, double seconds) {
    /** Returns an image that is complete now and was begun at a time of {@link System#nanoTime}. */
    static DrawnImage since(long begin, Pixels pixels) {
      return new DrawnImage(pixels, (System.nanoTime() - begin) / 1e9);
    }
  }

  /**
   * Images that are drawn from noise to pixels.
   *
   * @param vugen the model
   * @param images what is drawn
   * @param settings how it is drawn
   */
  record GeneratedImages(VuGen vugen, SweepImages images, GenerateRequest settings)
      implements ImageSource {
    @Override
    public DrawnImage draw(int index) {
      GenerateRequest request = images.request(settings, index);
      long begin = System.nanoTime();
      return DrawnImage.since(begin, vugen.generate(request).get(0).toPixels());
    }

    @Override
    public OptionalDouble similarity(int index, Pixels image) {
      return OptionalDouble.empty();
    }
  }

  /**
   * Images that are decoded from the same latents. Their times are those of decoding alone.
   *
   * @param bank has the latents
   * @param steps of the decoder
   */
  record DecodedImages(LatentBank bank, int steps) implements ImageSource {
    private static final double WHITE = 255;

    /**
     * The usual floor of the squared error, 1e-10 of values in [0, 1]: equal images have 100 dB.
     */
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
}
