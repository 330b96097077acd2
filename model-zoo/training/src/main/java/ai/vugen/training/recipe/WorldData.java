package ai.vugen.training.recipe;

import ai.vugen.image.Pixels;
import ai.vugen.image.Resize;
import ai.vugen.image.ResizeFilter;
import ai.vugen.tensor.Tensor;
import ai.vugen.training.torch.TorchBackend;
import ai.vugen.world.CellLabels;
import ai.vugen.world.Mention;
import ai.vugen.world.PictureWorld;
import ai.vugen.world.QuestionAnswer;
import ai.vugen.world.Scene;
import ai.vugen.world.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The picture world as batches: the batch of a step is a function of the seed, the split and the
 * step alone.
 *
 * @param world the scenes
 * @param seed of the data order
 * @param size side of the images in pixels
 * @param grid side of the grid of labelled cells
 */
record WorldData(PictureWorld world, long seed, int size, int grid) {
  /**
   * A batch of scenes.
   *
   * @param count number of scenes
   * @param size side of the images in pixels
   * @param rgb {@code [count, size, size, 3]}
   * @param captions one a scene
   * @param mentions what each caption says of the scene's things
   * @param questions a few a scene
   * @param concepts {@code [count * cells]} 0 for background, else 1 + the concept
   * @param colours {@code [count * cells]} 0 for natural, else the colour's label
   */
  @SuppressWarnings("ArrayRecordComponent") // plain training data, never compared
  record Scenes(
      int count,
      int size,
      byte[] rgb,
      List<String> captions,
      List<List<Mention>> mentions,
      List<List<QuestionAnswer>> questions,
      long[] concepts,
      long[] colours) {
    /**
     * Returns the images in [-1, 1], {@code [count, 3, side, side]}.
     *
     * @param side side in pixels; images of another size are resized as a picture file would be
     */
    Tensor pixels(TorchBackend backend, int side) {
      return backend.images(side == size ? rgb : resized(side), count, side, side);
    }

    private byte[] resized(int side) {
      Resize resize = new Resize(side, side, ResizeFilter.BICUBIC);
      int from = size * size * 3;
      int to = side * side * 3;
      byte[] all = new byte[count * to];
      for (int i = 0; i < count; i++) {
        byte[] image = Arrays.copyOfRange(rgb, i * from, (i + 1) * from);
        byte[] made = resize.apply(Pixels.of(size, size, image)).rgb();
        System.arraycopy(made, 0, all, i * to, to);
      }
      return all;
    }
  }

  /** Returns the number of things that are drawn. */
  int concepts() {
    return world.sprites().names().size();
  }

  /** Returns the scenes of a step, each with some of its questions, in random order. */
  Scenes scenes(Split split, long step, int count, QuestionMix questions) {
    byte[] rgb = new byte[count * size * size * 3];
    List<String> captions = new ArrayList<>();
    List<List<Mention>> mentions = new ArrayList<>();
    List<List<QuestionAnswer>> asked = new ArrayList<>();
    int cells = grid * grid;
    long[] concepts = new long[count * cells];
    long[] colours = new long[count * cells];
    for (int i = 0; i < count; i++) {
      long index = step * count + i;
      Scene scene = world.scene(split, seed, index);
      byte[] image = world.renderer().render(scene);
      System.arraycopy(image, 0, rgb, i * image.length, image.length);
      String caption = world.caption(scene, split, seed, index);
      captions.add(caption);
      mentions.add(world.mentions(scene, caption));
      asked.add(
          questions.of(
              world.questions(scene, split, seed, index), new SplittableRandom(seed * 31 + index)));
      CellLabels labels = world.renderer().labels(scene, grid);
      for (int cell = 0; cell < cells; cell++) {
        concepts[i * cells + cell] = labels.concepts()[cell];
        colours[i * cells + cell] = labels.colours()[cell];
      }
    }
    return new Scenes(count, size, rgb, captions, mentions, asked, concepts, colours);
  }
}
