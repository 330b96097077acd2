package ai.vugen.world.drawing;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.error.VuGenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The drawings in a checkout of a project, by the characters that they stand for.
 *
 * @param files by code, as in {@link Concept#code}
 */
record Checkout(Map<String, Path> files) {
  /** How a project names its files. */
  enum Layout {
    /** Noto Emoji: pictures of 128 pixels. */
    NOTO("png/128", "emoji_u", ".png"),
    /** Blobmoji: SVG files named as those of Noto Emoji. */
    BLOB("svg", "emoji_u", ".svg"),
    /** FxEmojis: SVG files named by code and description; parts of drawings have no dash. */
    FX("svgs/FirefoxEmoji", "u", ".svg");

    private final String folder;
    private final String before;
    private final String after;

    Layout(String folder, String before, String after) {
      this.folder = folder;
      this.before = before;
      this.after = after;
    }

    private Optional<String> code(String file) {
      if (!file.startsWith(before) || !file.endsWith(after)) {
        return Optional.empty();
      }
      String middle = file.substring(before.length(), file.length() - after.length());
      if (this != FX) {
        return Optional.of(middle);
      }
      int dash = middle.indexOf('-');
      return dash < 0
          ? Optional.empty()
          : Optional.of(middle.substring(0, dash).toLowerCase(Locale.ROOT));
    }
  }

  /**
   * Looks through a checkout.
   *
   * @throws InvalidRequestException if it has not the project's layout
   */
  static Checkout of(Path root, Layout layout) {
    Path folder = root.resolve(layout.folder);
    if (!Files.isDirectory(folder)) {
      throw new InvalidRequestException(
          "%s is no folder; give the root of a checkout of the project, which has %s in it."
              .formatted(folder, layout.folder));
    }
    Map<String, Path> files = new TreeMap<>();
    for (Path file : list(folder)) {
      layout.code(file.getFileName().toString()).ifPresent(code -> files.put(code, file));
    }
    return new Checkout(files);
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new VuGenException(folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Returns the drawing of a concept, if the project has one. */
  Optional<Path> drawing(Concept concept) {
    return Optional.ofNullable(files.get(concept.code()));
  }
}
