package ai.vugen.evaluation.scenes;

import ai.vugen.error.Arguments;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.evaluation.report.EnumText;
import ai.vugen.image.Pixels;
import ai.vugen.world.ObjectBox;
import ai.vugen.world.PictureWorld;
import ai.vugen.world.QuestionAnswer;
import ai.vugen.world.Scene;
import ai.vugen.world.SceneMix;
import ai.vugen.world.Split;
import ai.vugen.world.Sprites;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The first scenes of each held-out split of the picture world. */
public final class HeldOutScenes {
  /** The splits, reported apart: new scenes, and scenes of new combinations. */
  public static final List<Split> SPLITS =
      List.of(Split.HELD_OUT_SCENES, Split.HELD_OUT_COMBINATIONS);

  private final PictureWorld world;
  private final SceneSettings settings;

  private HeldOutScenes(PictureWorld world, SceneSettings settings) {
    this.world = world;
    this.settings = settings;
  }

  /**
   * Scenes with the default mix, made of the drawings in a folder (see {@link Sprites}).
   *
   * @param size width and height of the pictures, 16 to 1024 pixels
   * @param scenes number a split, at least 1
   * @throws InvalidRequestException if the folder holds no drawings, or a number is out of range
   * @throws ai.vugen.error.InvalidImageException if a drawing is damaged
   */
  public static HeldOutScenes open(Path drawings, int size, int scenes, long seed) {
    Arguments.require(scenes >= 1, "The number of scenes a split", scenes, "1 or more");
    Sprites sprites = Sprites.load(drawings);
    SceneMix mix = SceneMix.DEFAULT;
    return new HeldOutScenes(
        new PictureWorld(sprites, mix, size),
        new SceneSettings(scenes, seed, size, sprites.names().size(), mix));
  }

  /** Returns which scenes they are. */
  public SceneSettings settings() {
    return settings;
  }

  /** Names of all things that are drawn, by concept. */
  public List<String> names() {
    return world.sprites().names();
  }

  /** Composes the scene with a number, from 0; the number need not be among the first. */
  public ScenePicture picture(Split split, int index) {
    long seed = settings.seed();
    int size = settings.size();
    Scene scene = world.scene(split, seed, index);
    return new ScenePicture(
        split,
        index,
        world.caption(scene, split, seed, index),
        Pixels.of(size, size, world.renderer().render(scene)),
        world.renderer().boxes(scene),
        world.questions(scene, split, seed, index));
  }

  /**
   * Measures every scene, one after the other, and returns what was measured in that order.
   *
   * @param listener told after each scene
   */
  public <T> Map<Split, List<T>> measure(Function<ScenePicture, T> measurement, Listener listener) {
    int all = SPLITS.size() * settings.scenes();
    int done = 0;
    Map<Split, List<T>> measured = new EnumMap<>(Split.class);
    for (Split split : SPLITS) {
      List<T> scenes = new ArrayList<>();
      for (int index = 0; index < settings.scenes(); index++) {
        scenes.add(measurement.apply(picture(split, index)));
        done++;
        listener.onScene(new Progress(split, done, all));
      }
      measured.put(split, List.copyOf(scenes));
    }
    return measured;
  }

  /**
   * Follows a measurement, on its thread. What it throws ends the measurement and reaches the
   * caller unchanged.
   */
  @FunctionalInterface
  public interface Listener {
    /** Called after each scene. */
    void onScene(Progress progress);
  }

  /**
   * How far a measurement is, after a scene.
   *
   * @param split that of the scene
   * @param done scenes so far, this one included, of all splits
   * @param scenes all scenes, of all splits
   */
  public record Progress(Split split, int done, int scenes) {}

  /**
   * A scene as a picture, with what is known about it.
   *
   * @param split where it is from
   * @param index its number in the split, from 0
   * @param caption what it shows
   * @param pixels the composed picture, square
   * @param objects where what is drawn
   * @param questions at least one, with their answers
   */
  public record ScenePicture(
      Split split,
      int index,
      String caption,
      Pixels pixels,
      List<ObjectBox> objects,
      List<QuestionAnswer> questions) {
    public ScenePicture {
      objects = List.copyOf(objects);
      questions = List.copyOf(questions);
    }

    /**
     * Returns a name that no other scene has, fit for a file, such as {@code
     * "held_out_scenes-0042"}.
     */
    public String name() {
      return String.format(Locale.ROOT, "%s-%04d", EnumText.tag(split), index);
    }
  }
}
