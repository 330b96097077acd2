package ai.vugen.evaluation.sweep;

import ai.vugen.GenerateRequest;
import ai.vugen.Latent;
import ai.vugen.VuGen;
import ai.vugen.evaluation.sweep.ImageSource.DrawnImage;
import ai.vugen.image.Pixels;
import java.util.HashMap;
import java.util.Map;

/**
 * The latents of all images and the finest images that are made of them; each is computed when it
 * is first asked for. For one thread.
 */
final class LatentBank {
  private final VuGen vugen;
  private final SweepImages images;
  private final GenerateRequest settings;
  private final Map<Integer, Latent> latents = new HashMap<>();
  private final Map<Integer, Pixels> finest = new HashMap<>();

  /** A bank of latents that are sampled with some settings. */
  LatentBank(VuGen vugen, SweepImages images, GenerateRequest settings) {
    this.vugen = vugen;
    this.images = images;
    this.settings = settings;
  }

  /** Returns the latent of an image, by its index. */
  Latent latent(int index) {
    return latents.computeIfAbsent(
        index, key -> vugen.sample(images.request(settings, key)).get(0));
  }

  /** Decodes the latent of an image. */
  DrawnImage decode(int index, int steps) {
    Latent latent = latent(index);
    long begin = System.nanoTime();
    Pixels pixels = vugen.decode(latent, latent.provenance().seed(), steps).toPixels();
    DrawnImage image = DrawnImage.since(begin, pixels);
    if (steps == Sweep.FINEST_DECODER) {
      finest.put(index, pixels);
    }
    return image;
  }

  /** Returns the image that was decoded in most steps. */
  Pixels finest(int index) {
    Pixels known = finest.get(index);
    return known == null ? decode(index, Sweep.FINEST_DECODER).pixels() : known;
  }
}
