package ai.vugen.world;

import ai.vugen.world.Background.Direction;
import java.util.List;

/** Decides what is behind the objects of a scene. */
final class BackgroundChooser {
  private static final int TRIES = 12;
  private static final List<BackgroundColour> COLOURS = List.of(BackgroundColour.values());
  private static final double[] PLAIN_WEIGHTS =
      COLOURS.stream().mapToDouble(BackgroundColour::weight).toArray();

  private final Sprites sprites;

  BackgroundChooser(Sprites sprites) {
    this.sprites = sprites;
  }

  /** Returns a background that hides none of the placed objects, unless twelve in a row do. */
  Background choose(List<SceneObject> objects, SceneRandom random) {
    Background background = background(random);
    for (int tries = 1; tries < TRIES && hides(background, objects); tries++) {
      background = background(random);
    }
    return background;
  }

  private static Background background(SceneRandom random) {
    Direction direction =
        List.of(Direction.PLAIN, Direction.VERTICAL, Direction.HORIZONTAL, Direction.DIAGONAL)
            .get(random.weighted(80, 9, 6, 5));
    BackgroundColour from = COLOURS.get(random.weighted(PLAIN_WEIGHTS));
    int fromRgb = varied(from.rgb(), random);
    if (direction == Direction.PLAIN) {
      return new Background(direction, from, from, fromRgb, fromRgb);
    }
    BackgroundColour to = from;
    while (Rgb.distanceSquared(from.rgb(), to.rgb()) < 80 * 80) {
      to = random.pick(COLOURS);
    }
    return new Background(direction, from, to, fromRgb, varied(to.rgb(), random));
  }

  private boolean hides(Background background, List<SceneObject> objects) {
    for (SceneObject object : objects) {
      int behind =
          background.at(object.x() / (double) Scene.CANVAS, object.y() / (double) Scene.CANVAS);
      Sprite sprite = sprites.sprite(object.concept(), object.style());
      if (sprite.hidden(object.colour(), behind) > 0.4) {
        return true;
      }
    }
    return false;
  }

  private static int varied(int rgb, SceneRandom random) {
    int by = 5;
    return Rgb.of(
        Rgb.red(rgb) + random.between(-by, by),
        Rgb.green(rgb) + random.between(-by, by),
        Rgb.blue(rgb) + random.between(-by, by));
  }
}
