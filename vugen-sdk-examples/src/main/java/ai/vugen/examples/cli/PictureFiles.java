package ai.vugen.examples.cli;

import ai.vugen.GeneratedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How image files are called. */
final class PictureFiles {
  private static final Pattern NOT_PLAIN = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final int LONGEST_NAME = 60;

  private PictureFiles() {}

  /** Returns a file name that says what is drawn: {@code two-red-apples} for "Two red apples!". */
  static String name(String prompt) {
    String words = NOT_PLAIN.matcher(prompt.toLowerCase(Locale.ROOT)).replaceAll("-");
    String some = words.substring(0, Math.min(LONGEST_NAME, words.length()));
    String name = some.replaceAll("^-+|-+$", "");
    return name.isEmpty() ? "image" : name;
  }

  /** Returns the name of a file without its folder and its ending. */
  static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? name : name.substring(0, dot);
  }

  /**
   * Returns where images are written: to {@code out}, or below it if it is a folder, or to the
   * current folder; the names of several end with their index.
   *
   * @param name the file's name without ending, where {@code out} gives none
   */
  static List<Path> places(@Nullable Path out, String name, int count) {
    Path first =
        out == null
            ? Path.of(name + ".png")
            : Files.isDirectory(out) ? out.resolve(name + ".png") : out;
    if (count == 1) {
      return List.of(first);
    }
    List<Path> places = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      places.add(first.resolveSibling(stem(first) + "-" + i + ".png"));
    }
    return places;
  }

  /** Writes an image to a file, whose folder is made if need be. */
  static Path save(GeneratedImage image, Path place) {
    Path file = place.toAbsolutePath().normalize();
    Folders.create(file.getParent());
    image.save(file);
    return file;
  }
}
