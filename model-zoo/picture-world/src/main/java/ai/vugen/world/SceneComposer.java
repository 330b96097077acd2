package ai.vugen.world;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.world.Scene.Layout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes up scenes: what is shown, in which style, where, on which background.
 *
 * <p>A scene depends only on the drawings, the mix, its split, seed and index: the same address
 * always gives the same scene, in any order and on any thread.
 */
public final class SceneComposer {
  private static final int LEAST_SIZE = 34;
  private static final int LAYOUT_TRIES = 24;

  /** Address of the random numbers of requested scenes, which no split and no caption has. */
  private static final long REQUEST_STREAM = 48;

  /** Address of the random numbers that decide whether a scene follows the emphasis. */
  private static final long SHARE_STREAM = 49;

  private final Sprites sprites;
  private final SubjectChooser chooser;
  private final BackgroundChooser backgrounds;
  private final Emphasis emphasis;

  /** Composes the scenes that do not follow the emphasis; null where all do. */
  private final @Nullable SceneComposer plain;

  /** A composer of the default mix. */
  public SceneComposer(Sprites sprites) {
    this(sprites, SceneMix.DEFAULT);
  }

  /** A composer of a given mix; the mix has no influence on held-out combinations. */
  public SceneComposer(Sprites sprites, SceneMix mix) {
    this.sprites = sprites;
    this.chooser = new SubjectChooser(sprites.names(), mix);
    this.backgrounds = new BackgroundChooser(sprites);
    this.emphasis = mix.emphasis();
    this.plain = emphasis.share() < 1 ? new SceneComposer(sprites, mix.plain()) : null;
  }

  /** Scene {@code index} of a seed's sequence. */
  public Scene compose(Split split, long seed, long index) {
    if (plain != null && !SceneRandom.at(seed, SHARE_STREAM, index).chance(emphasis.share())) {
      return plain.compose(split, seed, index);
    }
    SceneRandom random = SceneRandom.at(seed, split.stream(), index);
    List<Subject> subjects = chooser.choose(split, random);
    return compose(subjects, styles(subjects, random), null, random);
  }

  /**
   * Scene {@code index} of a seed's sequence of scenes that show what is asked for, be it held out
   * or not. It shares no random numbers with the scenes of any split.
   *
   * @throws InvalidRequestException if there is no such concept, or one is not drawn in the style
   */
  public Scene compose(SceneRequest request, long seed, long index) {
    List<Subject> subjects = request.subjects();
    subjects.forEach(subject -> check(subject.concept(), request.style()));
    SceneRandom random = SceneRandom.at(seed, REQUEST_STREAM, index);
    Style style = request.style();
    List<Style> styles =
        style == null ? styles(subjects, random) : Collections.nCopies(subjects.size(), style);
    return compose(subjects, styles, request.layout(), random);
  }

  private void check(int concept, @Nullable Style style) {
    int concepts = sprites.names().size();
    if (concept < 0 || concept >= concepts) {
      throw new InvalidRequestException(
          "There is no concept %d; expected 0 to %d.".formatted(concept, concepts - 1));
    }
    if (style != null) {
      sprites.sprite(concept, style);
    }
  }

  private Scene compose(
      List<Subject> subjects, List<Style> styles, @Nullable Layout wanted, SceneRandom random) {
    List<SceneObject> objects = new ArrayList<>();
    for (int i = 0; i < subjects.size(); i++) {
      Subject subject = subjects.get(i);
      for (int copy = 0; copy < subject.count(); copy++) {
        objects.add(
            new SceneObject(
                subject.concept(),
                styles.get(i),
                subject.colour(),
                0,
                0,
                0,
                random.chance(emphasis.mirrored())));
      }
    }
    Layout layout = wanted != null ? wanted : layout(objects.size(), subjects.size(), random);
    boolean arranged = emphasis.arranged() > 0 && random.chance(emphasis.arranged());
    if (arranged && wanted == null) {
      layout = regular(layout, objects.size(), subjects.size(), random);
    }
    List<SceneObject> placed =
        arranged ? placeRegularly(objects, layout) : place(objects, layout, random);
    return new Scene(backgrounds.choose(placed, random), layout, placed);
  }

  /**
   * Returns one style for all where it exists for all; in one scene of ten each thing has its own.
   */
  private List<Style> styles(List<Subject> subjects, SceneRandom random) {
    List<Style> common = new ArrayList<>(List.of(Style.values()));
    subjects.forEach(subject -> common.retainAll(sprites.styles(subject.concept())));
    boolean glossy = emphasis.glossyFavour() > 0 && random.chance(emphasis.glossyFavour());
    if (glossy && common.contains(Style.GLOSSY)) {
      return subjects.stream().map(subject -> Style.GLOSSY).toList();
    }
    if (common.isEmpty() || (subjects.size() > 1 && random.chance(0.1))) {
      return subjects.stream().map(s -> random.pick(sprites.styles(s.concept()))).toList();
    }
    Style style = random.pick(common);
    return subjects.stream().map(subject -> style).toList();
  }

  private static Layout layout(int objects, int subjects, SceneRandom random) {
    if (objects == 1) {
      return Layout.SINGLE;
    }
    if (objects == 2) {
      double column = subjects == 1 ? 15 : 36;
      return List.of(Layout.ROW, Layout.COLUMN, Layout.SCATTER)
          .get(random.weighted(40, column, 24));
    }
    if (objects == 3) {
      return List.of(Layout.ROW, Layout.GRID, Layout.SCATTER).get(random.weighted(30, 25, 45));
    }
    return random.chance(0.55) ? Layout.GRID : Layout.SCATTER;
  }

  /** Returns the layout of arranged objects instead of another. */
  private static Layout regular(Layout layout, int objects, int subjects, SceneRandom random) {
    if (objects > 2) {
      return Layout.GRID;
    }
    if (objects == 2 && subjects == 1) {
      return Layout.ROW;
    }
    return layout == Layout.SCATTER ? random.pick(Layout.ROW, Layout.COLUMN) : layout;
  }

  private List<SceneObject> placeRegularly(List<SceneObject> objects, Layout layout) {
    int size = emphasis.sizes().get(objects.size() - 1);
    List<SceneObject> sized = objects.stream().map(object -> resized(object, size)).toList();
    List<Box> places = Placement.regular(sized.stream().map(this::box).toList(), layout);
    return moved(sized, places.stream().map(this::onRaster).toList());
  }

  /** Places the objects at random sizes, and smaller ones as long as they do not fit. */
  private List<SceneObject> place(List<SceneObject> objects, Layout layout, SceneRandom random) {
    return emphasis.sizes().isEmpty()
        ? placeAtAnySize(objects, layout, random)
        : placeAt(emphasis.sizes().get(objects.size() - 1), objects, layout, random);
  }

  /** Tries again until the objects fit, in any layout when they do not in this one. */
  private List<SceneObject> placeAt(
      int size, List<SceneObject> objects, Layout layout, SceneRandom random) {
    List<SceneObject> sized = objects.stream().map(object -> resized(object, size)).toList();
    List<Box> boxes = sized.stream().map(this::box).toList();
    for (int tries = 0; ; tries++) {
      boolean fits = tries < LAYOUT_TRIES || objects.size() < 3;
      List<Box> places = snapped(arrange(boxes, fits ? layout : Layout.GRID, random));
      if (places != null) {
        return moved(sized, places);
      }
    }
  }

  private List<SceneObject> placeAtAnySize(
      List<SceneObject> objects, Layout layout, SceneRandom random) {
    int largest = largest(objects.size(), layout);
    int smallest = smallest(objects.size());
    int typical = random.between(smallest / 2, largest / 2) * 2;
    while (true) {
      List<SceneObject> sized = new ArrayList<>();
      for (SceneObject object : objects) {
        int size = typical + 2 * random.between(-2, 2);
        int fitting = Math.max(smallest, Math.min(largest, size));
        sized.add(resized(object, fitting));
      }
      List<Box> boxes = sized.stream().map(this::box).toList();
      List<Box> places = snapped(arrange(boxes, layout, random));
      if (places != null) {
        return moved(sized, places);
      }
      typical = Math.max(LEAST_SIZE, typical - 2);
      smallest = Math.min(smallest, typical);
      largest = Math.max(smallest, largest - 2);
    }
  }

  private static List<SceneObject> moved(List<SceneObject> sized, List<Box> places) {
    List<SceneObject> placed = new ArrayList<>();
    for (int i = 0; i < sized.size(); i++) {
      placed.add(moved(sized.get(i), places.get(i)));
    }
    return placed;
  }

  /** Returns the places moved to the grain; null when there were none, or boxes overlap now. */
  private @Nullable List<Box> snapped(@Nullable List<Box> places) {
    if (places == null || emphasis.grain() == 1) {
      return places;
    }
    List<Box> moved = new ArrayList<>();
    for (Box place : places) {
      Box candidate = onRaster(place);
      if (!candidate.isInside() || moved.stream().anyMatch(candidate::overlaps)) {
        return null;
      }
      moved.add(candidate);
    }
    return moved;
  }

  private Box onRaster(Box place) {
    return place.withCorner(emphasis.rounded(place.left()), emphasis.rounded(place.top()));
  }

  private static @Nullable List<Box> arrange(List<Box> boxes, Layout layout, SceneRandom random) {
    return switch (layout) {
      case SINGLE -> Placement.single(boxes.get(0), random);
      case ROW -> Placement.row(boxes, random);
      case COLUMN -> Placement.column(boxes, random);
      case GRID -> Placement.grid(boxes, random);
      case SCATTER -> Placement.scatter(boxes, random);
    };
  }

  private static int smallest(int objects) {
    return objects == 1 ? 56 : objects == 2 ? 40 : LEAST_SIZE;
  }

  private static int largest(int objects, Layout layout) {
    if (objects == 1) {
      return 110;
    }
    return objects == 2 ? 62 : objects == 3 && layout == Layout.ROW ? 44 : 56;
  }

  private Box box(SceneObject object) {
    Sprite sprite = sprites.sprite(object.concept(), object.style());
    return new Box(sprite.widthAt(object.size()), sprite.heightAt(object.size()), 0, 0);
  }

  private static SceneObject resized(SceneObject object, int size) {
    return new SceneObject(
        object.concept(), object.style(), object.colour(), 0, 0, size, object.mirrored());
  }

  private static SceneObject moved(SceneObject object, Box box) {
    return new SceneObject(
        object.concept(),
        object.style(),
        object.colour(),
        box.x(),
        box.y(),
        object.size(),
        object.mirrored());
  }
}
