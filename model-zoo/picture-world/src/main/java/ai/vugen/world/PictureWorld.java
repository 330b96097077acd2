package ai.vugen.world;

import java.nio.file.Path;
import java.util.List;

/**
 * A world of pictures that never end: composed, drawn, captioned and asked about on the fly.
 *
 * <p>Everything about sample {@code index} of a seed is a function of the split, the seed and the
 * index alone. Safe for use by several threads.
 */
public final class PictureWorld {
  private static final long CAPTION_STREAM = 16;
  private static final long QUESTION_STREAM = 32;

  private final Sprites sprites;
  private final SceneComposer composer;
  private final SceneRenderer renderer;
  private final Captions captions;
  private final Mentions mentions;
  private final Questions questions;

  /**
   * A world of given drawings.
   *
   * @param mix how often each kind of scene occurs
   * @param size width and height of the pictures, in pixels
   */
  public PictureWorld(Sprites sprites, SceneMix mix, int size) {
    this.sprites = sprites;
    this.composer = new SceneComposer(sprites, mix);
    this.renderer = new SceneRenderer(sprites, size);
    this.captions = new Captions(sprites);
    this.mentions = new Mentions(new Nouns(sprites.names()));
    this.questions = new Questions(sprites);
  }

  /** Loads the drawings of a folder (see {@link Sprites}) as a world with the default mix. */
  public static PictureWorld open(Path folder, int size) {
    return new PictureWorld(Sprites.load(folder), SceneMix.DEFAULT, size);
  }

  /** Returns the drawings this world is made of. */
  public Sprites sprites() {
    return sprites;
  }

  /** Returns what draws and labels the scenes. */
  public SceneRenderer renderer() {
    return renderer;
  }

  /** Returns the scene at an address. */
  public Scene scene(Split split, long seed, long index) {
    return composer.compose(split, seed, index);
  }

  /**
   * Returns a scene that shows what is asked for, held out or not; see {@link SceneComposer}.
   *
   * @throws ai.vugen.error.InvalidRequestException if a concept does not exist or is not drawn in
   *     the style
   */
  public Scene scene(SceneRequest request, long seed, long index) {
    return composer.compose(request, seed, index);
  }

  /** Returns a caption of the scene at an address. */
  public String caption(Scene scene, Split split, long seed, long index) {
    return captions.caption(scene, SceneRandom.at(seed, CAPTION_STREAM + split.stream(), index));
  }

  /** Returns what a caption of a scene says of each thing, from first to last. */
  public List<Mention> mentions(Scene scene, String caption) {
    return mentions.of(scene, caption);
  }

  /** Questions about the scene at an address. */
  public List<QuestionAnswer> questions(Scene scene, Split split, long seed, long index) {
    return questions.questions(
        scene, SceneRandom.at(seed, QUESTION_STREAM + split.stream(), index));
  }
}
