package ai.vugen.evaluation.report;

import static ai.vugen.evaluation.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.image.Pixels;
import ai.vugen.image.PixelsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportFolderTest {
  private final Path root;

  ReportFolderTest(@TempDir Path root) {
    this.root = root;
  }

  @Test
  void filesReplaceOlderOnes() {
    ReportFolder folder = new ReportFolder(root.resolve("new/report"));
    folder.create();
    folder.create();
    Pixels picture = Pixels.of(2, 1, new byte[] {1, 2, 3, 4, 5, 6});
    String link = folder.addPicture("scene", picture);
    folder.write("old", "old");

    assertThat(folder.write("data", "page")).hasContent("page").hasFileName("report.html");
    assertThat(folder.root().resolve("report.json")).hasContent("data");
    assertThat(PixelsReader.read(folder.root().resolve(link))).isEqualTo(picture);
    assertThat(folder.root()).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "text");
    refused(new ReportFolder(file)::create, "file cannot be made");
    refused(
        () ->
            new ReportFolder(root.resolve("absent")).addPicture("a", Pixels.of(1, 1, new byte[3])),
        "does not exist");
  }
}
