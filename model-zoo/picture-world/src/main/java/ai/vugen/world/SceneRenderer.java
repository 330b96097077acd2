package ai.vugen.world;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.world.Background.Direction;
import java.util.Arrays;
import java.util.List;

/** Draws scenes as square RGB pictures and labels what each part of them shows; thread-safe. */
public final class SceneRenderer {
  /** Default bound of the cache of scaled drawings: about all that a 128 px world uses. */
  public static final long CACHE_BYTES = 224L << 20;

  /** An object owns a cell when it covers at least this share of the cell's centre. */
  private static final double OWNED = 0.3;

  private final SpriteCache cache;
  private final int size;

  /** A renderer of pictures {@code size} pixels wide and high, with the default cache bound. */
  public SceneRenderer(Sprites sprites, int size) {
    this(sprites, size, CACHE_BYTES);
  }

  /**
   * A renderer of pictures {@code size} pixels wide and high.
   *
   * @param cacheBytes most memory to spend on drawings kept at their scaled size
   * @throws InvalidRequestException unless size is between 16 and 1024
   */
  public SceneRenderer(Sprites sprites, int size, long cacheBytes) {
    if (size < 16 || size > 1024) {
      throw new InvalidRequestException(
          "Picture size is " + size + " px; it must be between 16 and 1024.");
    }
    this.cache = new SpriteCache(sprites, cacheBytes);
    this.size = size;
  }

  /** Width and height of the pictures, in pixels. */
  public int size() {
    return size;
  }

  /** Draws a scene: bytes 0..255, [size, size, 3], red first. */
  public byte[] render(Scene scene) {
    byte[] rgb = new byte[3 * size * size];
    render(scene, rgb, 0);
    return rgb;
  }

  /** Draws a scene into {@code rgb} from {@code offset} on, [size, size, 3]. */
  public void render(Scene scene, byte[] rgb, int offset) {
    fill(scene.background(), rgb, offset);
    for (SceneObject object : scene.objects()) {
      ScaledSprite sprite = sprite(object);
      sprite.blend(
          rgb,
          offset,
          size,
          left(object, sprite),
          top(object, sprite),
          object.colour(),
          object.mirrored());
    }
  }

  /**
   * Labels each cell of a grid by the object that covers most of the middle of the cell.
   *
   * @param grid cells a side; at most the picture's size
   */
  public CellLabels labels(Scene scene, int grid) {
    if (grid < 1 || grid > size) {
      throw new InvalidRequestException(
          "Grid of " + grid + " cells a side; it must be between 1 and " + size + ".");
    }
    byte[] owners = owners(scene);
    int[] concepts = new int[grid * grid];
    int[] colours = new int[grid * grid];
    int[] covered = new int[1 + scene.objects().size()];
    for (int cell = 0; cell < concepts.length; cell++) {
      int owner = owner(owners, grid, cell % grid, cell / grid, covered);
      if (owner > 0) {
        SceneObject object = scene.objects().get(owner - 1);
        concepts[cell] = 1 + object.concept();
        colours[cell] = object.colour().label();
      }
    }
    return new CellLabels(concepts, colours);
  }

  /** Returns where the objects of a scene are drawn, in their order. */
  public List<ObjectBox> boxes(Scene scene) {
    return scene.objects().stream().map(this::box).toList();
  }

  private ObjectBox box(SceneObject object) {
    ScaledSprite sprite = sprite(object);
    return new ObjectBox(
        object.concept(),
        object.colour(),
        left(object, sprite),
        top(object, sprite),
        sprite.width(),
        sprite.height());
  }

  /** For each pixel 1 + the index of the topmost object there, or 0. */
  private byte[] owners(Scene scene) {
    byte[] owners = new byte[size * size];
    for (int i = 0; i < scene.objects().size(); i++) {
      SceneObject object = scene.objects().get(i);
      ScaledSprite sprite = sprite(object);
      sprite.claim(
          owners,
          size,
          left(object, sprite),
          top(object, sprite),
          object.mirrored(),
          (byte) (1 + i));
    }
    return owners;
  }

  /** 1 + index of the object that covers most of the middle half of a cell, or 0. */
  private int owner(byte[] owners, int grid, int column, int row, int[] covered) {
    Arrays.fill(covered, 0);
    int pixels = 0;
    for (int y = middleStart(row, grid); y < middleEnd(row, grid); y++) {
      for (int x = middleStart(column, grid); x < middleEnd(column, grid); x++) {
        pixels++;
        covered[owners[y * size + x]]++;
      }
    }
    int owner = 1;
    for (int i = 2; i < covered.length; i++) {
      owner = covered[i] > covered[owner] ? i : owner;
    }
    return covered[owner] >= OWNED * pixels ? owner : 0;
  }

  long cachedBytes() {
    return cache.bytes();
  }

  private int middleStart(int cell, int grid) {
    return (4 * cell + 1) * size / (4 * grid);
  }

  private int middleEnd(int cell, int grid) {
    return Math.max(middleStart(cell, grid) + 1, (4 * cell + 3) * size / (4 * grid));
  }

  private ScaledSprite sprite(SceneObject object) {
    int pixels = Math.max(1, Math.round((float) object.size() * size / Scene.CANVAS));
    return cache.get(object.concept(), object.style(), pixels);
  }

  private int left(SceneObject object, ScaledSprite sprite) {
    return Math.round((float) object.x() * size / Scene.CANVAS - sprite.width() / 2f);
  }

  private int top(SceneObject object, ScaledSprite sprite) {
    return Math.round((float) object.y() * size / Scene.CANVAS - sprite.height() / 2f);
  }

  private void fill(Background background, byte[] rgb, int offset) {
    Direction direction = background.direction();
    int at = offset;
    for (int y = 0; y < size; y++) {
      if (y > 0 && (direction == Direction.PLAIN || direction == Direction.HORIZONTAL)) {
        System.arraycopy(rgb, offset, rgb, at, 3 * size);
        at += 3 * size;
        continue;
      }
      for (int x = 0; x < size; x++, at += 3) {
        int colour = background.at((x + 0.5) / size, (y + 0.5) / size);
        rgb[at] = (byte) Rgb.red(colour);
        rgb[at + 1] = (byte) Rgb.green(colour);
        rgb[at + 2] = (byte) Rgb.blue(colour);
      }
    }
  }
}
