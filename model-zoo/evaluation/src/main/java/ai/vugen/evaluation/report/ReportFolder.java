package ai.vugen.evaluation.report;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.error.VuGenException;
import ai.vugen.image.Pixels;
import ai.vugen.image.PngMetadata;
import ai.vugen.image.PngWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder of a report: {@value #DATA}, {@value #PAGE} and a sub-folder of pictures. Each file
 * appears complete or not at all and replaces an older one.
 *
 * @param root the folder; nothing is written outside of it
 */
public record ReportFolder(Path root) {
  /** The file for programs. */
  public static final String DATA = "report.json";

  /** The file for people. */
  public static final String PAGE = "report.html";

  private static final String PICTURES = "pictures";

  /**
   * Makes the folder and that of its pictures, where they do not exist.
   *
   * @throws InvalidRequestException if there can be no such folder
   */
  public void create() {
    try {
      Files.createDirectories(root.resolve(PICTURES));
    } catch (IOException e) {
      throw new InvalidRequestException(
          "The folder "
              + root
              + " cannot be made ("
              + e
              + "); expected a folder for a report, new or not. Give another one.",
          e);
    }
  }

  /**
   * Writes a picture as PNG and returns its address relative to the folder.
   *
   * @param name of the file, without its extension
   * @throws InvalidRequestException if the folder was not made, see {@link #create}
   * @throws VuGenException if the disk refuses
   */
  public String addPicture(String name, Pixels picture) {
    String link = PICTURES + "/" + name + ".png";
    PngWriter.write(picture, PngMetadata.NONE, root.resolve(link));
    return link;
  }

  /**
   * Writes the two files and returns the page.
   *
   * @throws VuGenException if the disk refuses
   */
  public Path write(String data, String page) {
    TextFile.write(root.resolve(DATA), data);
    Path file = root.resolve(PAGE);
    TextFile.write(file, page);
    return file;
  }
}
