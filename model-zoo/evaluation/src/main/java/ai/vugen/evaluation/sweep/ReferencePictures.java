package ai.vugen.evaluation.sweep;

import ai.vugen.file.Sha256;
import ai.vugen.image.Pixels;
import ai.vugen.world.PictureWorld;
import ai.vugen.world.Scene;
import ai.vugen.world.Split;
import java.util.ArrayList;
import java.util.List;

/**
 * Pictures that generated images are compared with: scenes that training did not show.
 *
 * @param pictures of the scenes, of the size that the model draws
 * @param captions of the same scenes, from which the generated images are drawn
 */
record ReferencePictures(List<Pixels> pictures, List<String> captions) {
  /** The scenes that are taken, from index 0 on. */
  static final Split SPLIT = Split.HELD_OUT_SCENES;

  /** The seed of the scenes. */
  static final long SEED = 0;

  ReferencePictures {
    pictures = List.copyOf(pictures);
    captions = List.copyOf(captions);
  }

  /** Returns the first scenes of a world. */
  static ReferencePictures of(PictureWorld world, int count) {
    int size = world.renderer().size();
    List<Pixels> pictures = new ArrayList<>();
    List<String> captions = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      Scene scene = world.scene(SPLIT, SEED, index);
      pictures.add(Pixels.of(size, size, world.renderer().render(scene)));
      captions.add(world.caption(scene, SPLIT, SEED, index));
    }
    return new ReferencePictures(pictures, captions);
  }

  /** Returns the SHA-256 of all pictures and captions, 64 hexadecimal digits. */
  String sha256() {
    Sha256.Running hash = new Sha256.Running();
    pictures.forEach(picture -> hash.add(picture.rgb()));
    captions.forEach(hash::add);
    return hash.hex();
  }
}
