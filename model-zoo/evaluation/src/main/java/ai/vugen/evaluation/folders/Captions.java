package ai.vugen.evaluation.folders;

import ai.vugen.GenerateRequest;
import ai.vugen.Provenance;
import ai.vugen.error.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which text belongs to which picture of a folder. */
public final class Captions {
  private Captions() {}

  /**
   * Returns the captions of a folder's pictures, in their order.
   *
   * @param file UTF-8, a line a picture: path relative to the folder, a tab, caption; null for the
   *     prompts that this SDK writes into the PNG files that it draws
   * @throws InvalidRequestException if a line is not of that form, or a picture has no caption
   */
  public static List<String> of(PictureFolder folder, @Nullable Path file) {
    Map<Path, String> read = file == null ? Map.of() : read(file);
    List<String> captions = new ArrayList<>();
    for (Path picture : folder.pictures()) {
      String caption = file == null ? prompt(folder.file(picture)) : read.get(picture);
      if (caption == null) {
        throw new InvalidRequestException(
            "The picture %s has no caption%s; expected one for each. Write a line for it: path, tab, caption."
                .formatted(picture, file == null ? " in its metadata" : " in " + file));
      }
      captions.add(caption);
    }
    return List.copyOf(captions);
  }

  private static @Nullable String prompt(Path picture) {
    try {
      return Provenance.read(picture).request().map(GenerateRequest::prompt).orElse(null);
    } catch (InvalidRequestException e) {
      return null; // not drawn by this SDK
    }
  }

  private static Map<Path, String> read(Path file) {
    Map<Path, String> captions = new HashMap<>();
    try {
      for (String line : Files.readAllLines(file)) {
        int tab = line.indexOf('\t');
        if (tab < 1) {
          throw new InvalidRequestException(
              "%s has the line \"%s\"; expected the path of a picture, a tab and its caption."
                  .formatted(file, line));
        }
        captions.put(Path.of(line.substring(0, tab)), line.substring(tab + 1));
      }
    } catch (IOException e) {
      throw new InvalidRequestException("%s cannot be read: %s.".formatted(file, e), e);
    }
    return captions;
  }
}
