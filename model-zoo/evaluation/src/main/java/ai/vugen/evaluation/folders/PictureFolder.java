package ai.vugen.evaluation.folders;

import ai.vugen.error.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The pictures below a folder: files that end in png, jpg, jpeg, bmp or gif, in the order of their
 * names.
 *
 * @param root the folder
 * @param pictures paths relative to it, one or more
 */
public record PictureFolder(Path root, List<Path> pictures) {
  private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "bmp", "gif");

  /** Makes a folder of given pictures; the list is copied. */
  public PictureFolder {
    pictures = List.copyOf(pictures);
  }

  /**
   * Looks for pictures in a folder and in the folders in it.
   *
   * @throws InvalidRequestException if it is no folder, cannot be read or has no picture
   */
  public static PictureFolder of(Path root) {
    if (!Files.isDirectory(root)) {
      throw new InvalidRequestException(
          "There is no folder %s; expected a folder of pictures.".formatted(root));
    }
    try (Stream<Path> files = Files.walk(root)) {
      List<Path> pictures =
          files
              .filter(file -> Files.isRegularFile(file) && isPicture(file))
              .map(root::relativize)
              .sorted()
              .toList();
      if (pictures.isEmpty()) {
        throw new InvalidRequestException(
            "There is no picture in %s; expected files that end in %s."
                .formatted(root, String.join(", ", ENDINGS.stream().sorted().toList())));
      }
      return new PictureFolder(root, pictures);
    } catch (IOException e) {
      throw new InvalidRequestException("The folder %s cannot be read: %s.".formatted(root, e), e);
    }
  }

  private static boolean isPicture(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  /** Returns where a picture lies. */
  Path file(Path picture) {
    return root.resolve(picture);
  }
}
