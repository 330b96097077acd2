package ai.vugen.evaluation.sweep;

import ai.vugen.GenerateRequest;
import ai.vugen.VuGen;
import ai.vugen.image.Pixels;
import java.util.OptionalDouble;

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
