package ai.vugen.world;

import ai.vugen.error.InvalidImageException;
import ai.vugen.error.InvalidRequestException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;

/**
 * The drawings of the picture world, read from a folder that the user supplies.
 *
 * <p>The folder holds {@code concepts.tsv} (one concept a line, its name before the first tab) and,
 * for each {@link Style}, a sub-folder of PNG files with transparency, named after the concepts
 * with {@code _} for spaces. A concept may lack some styles, not all.
 */
public final class Sprites {
  /** Drawings of the known folder that show something else than their concept. */
  private static final Map<Style, Set<String>> UNFIT =
      Map.of(Style.FLAT, Set.of("tennis racket", "bird"));

  private final List<String> names;
  private final List<Map<Style, Sprite>> sprites;

  private Sprites(List<String> names, List<Map<Style, Sprite>> sprites) {
    this.names = List.copyOf(names);
    this.sprites = List.copyOf(sprites);
  }

  /**
   * Reads all drawings.
   *
   * @throws InvalidRequestException if the folder is not laid out as described
   * @throws InvalidImageException if a drawing cannot be read
   */
  public static Sprites load(Path folder) {
    List<String> names = names(folder.resolve("concepts.tsv"));
    List<Map<Style, Sprite>> sprites = new ArrayList<>();
    for (String name : names) {
      Map<Style, Sprite> styles = styles(folder, name);
      if (styles.isEmpty()) {
        throw new InvalidRequestException(
            "No drawing of \"%s\" in %s: expected %s in at least one of noto, blob, fx."
                .formatted(name, folder, fileName(name)));
      }
      sprites.add(styles);
    }
    return new Sprites(names, sprites);
  }

  /** Names of all concepts in file order; positions in this list are the concept ids. */
  public List<String> names() {
    return names;
  }

  /** Name of a concept, such as {@code "teddy bear"}. */
  public String name(int concept) {
    return names.get(concept);
  }

  /** Styles in which a concept is drawn, at least one, in the order of {@link Style}. */
  public List<Style> styles(int concept) {
    return List.copyOf(sprites.get(concept).keySet());
  }

  /** True when the concept is drawn in this style. */
  public boolean has(int concept, Style style) {
    return sprites.get(concept).containsKey(style);
  }

  Sprite sprite(int concept, Style style) {
    Sprite sprite = sprites.get(concept).get(style);
    if (sprite == null) {
      throw new InvalidRequestException(
          "\"%s\" is not drawn in the %s style; it is in %s."
              .formatted(name(concept), style.word(), styles(concept)));
    }
    return sprite;
  }

  private static List<String> names(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new InvalidRequestException(
          "Cannot read "
              + file
              + ": give the folder of drawings, with concepts.tsv and noto, blob, fx in it.",
          e);
    }
    List<String> names = new ArrayList<>();
    for (String line : lines) {
      int tab = line.indexOf('\t');
      String name = (tab < 0 ? line : line.substring(0, tab)).strip();
      if (!name.isEmpty()) {
        names.add(name);
      }
    }
    if (names.size() < 2 || new HashSet<>(names).size() < names.size()) {
      throw new InvalidRequestException(
          file + " must name at least two concepts, each once; it names " + names.size() + ".");
    }
    return names;
  }

  private static Map<Style, Sprite> styles(Path folder, String name) {
    Map<Style, Sprite> styles = new EnumMap<>(Style.class);
    for (Style style : Style.values()) {
      Path file = folder.resolve(style.folder()).resolve(fileName(name));
      if (Files.exists(file) && !UNFIT.getOrDefault(style, Set.of()).contains(name)) {
        styles.put(style, Sprite.of(read(file), file));
      }
    }
    return styles;
  }

  private static String fileName(String name) {
    return name.replace(' ', '_') + ".png";
  }

  private static BufferedImage read(Path file) {
    BufferedImage image;
    try {
      image = ImageIO.read(file.toFile());
    } catch (IOException e) {
      throw new InvalidImageException(file + " is not a readable PNG; replace it.", e);
    }
    if (image == null || !image.getColorModel().hasAlpha()) {
      throw new InvalidImageException(file + " must be a PNG with transparency; replace it.");
    }
    return image;
  }
}
