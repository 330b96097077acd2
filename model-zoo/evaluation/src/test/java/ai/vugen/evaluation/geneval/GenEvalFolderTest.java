package ai.vugen.evaluation.geneval;

import static ai.vugen.evaluation.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GenEvalFolderTest {
  private final Path root;
  private final GenEvalFolder folder;

  GenEvalFolderTest(@TempDir Path root) {
    this.root = root;
    this.folder = new GenEvalFolder(root);
  }

  @Test
  void everyOfficialPromptIsReadAsItWasWritten() {
    List<PromptFolder> places = folder.places(GenEvalPrompts.official());
    places.forEach(PromptFolder::create);

    assertThat(folder.read()).hasSize(553).isEqualTo(places);
    assertThat(root.resolve("00552/samples")).isEmptyDirectory();
    assertThat(root.resolve("00552")).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void fewerPromptsOfEachTaskKeepTheirNumbers() {
    List<PromptFolder> first = folder.firstPlaces(GenEvalPrompts.official(), 2);

    assertThat(first).hasSize(12).isSubsetOf(folder.places(GenEvalPrompts.official()));
    assertThat(first.get(2).path()).isEqualTo(root.resolve("00080"));
    refused(() -> folder.firstPlaces(List.of(), 0), "limit of prompts a task is 0");
  }

  @Test
  void imagesAreListedByNumber() throws IOException {
    PromptFolder place = folder.places(GenEvalPrompts.official()).get(0);
    place.create();
    for (String name : List.of("0010.png", "0002.png", "grid.png", "0003.jpg", ".0001.png.tmp")) {
      Files.createFile(root.resolve("00000/samples").resolve(name));
    }

    assertThat(place.images()).containsExactly(place.image(2), place.image(10));
    assertThat(place.link(place.image(2))).isEqualTo("00000/samples/0002.png");
  }

  @Test
  void whatIsNotLaidOutSoIsRefused() throws IOException {
    refused(folder::read, "holds no prompts; expected 00000/metadata.jsonl");
    refused(new GenEvalFolder(root.resolve("absent"))::read, "absent cannot be listed");

    Files.createDirectories(root.resolve("00007"));
    refused(folder::read, "00007/metadata.jsonl cannot be read");

    Path metadata = root.resolve("00007/metadata.jsonl");
    Files.writeString(metadata, "");
    refused(folder::read, "metadata.jsonl has 0 prompts");

    Files.writeString(metadata, PromptWriter.line(GenEvalPrompts.official().get(0)));
    refused(folder.read().get(0)::images, "samples cannot be listed");
    Files.createDirectories(root.resolve("00007/samples"));
    refused(folder.read().get(0)::images, "samples holds no images");
  }
}
