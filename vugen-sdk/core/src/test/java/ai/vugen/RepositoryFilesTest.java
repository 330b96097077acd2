package ai.vugen;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What {@code .gitattributes} does to the files of the repository. It is read here and not by Git,
 * because sources may be built from an archive, without Git; its few patterns mean the same to the
 * Java platform.
 */
class RepositoryFilesTest {
  private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

  private static final List<String> FOLDERS =
      List.of(".ci", ".mvn", "docs", "model-zoo", "vugen-sdk", "vugen-sdk-examples");

  /** What is built or trained. */
  private static final Set<String> NOT_OURS = Set.of("target", "runs");

  /** The last line that matches a file decides. */
  private record Line(PathMatcher pattern, List<String> attributes) {
    static Line of(String text) {
      List<String> words = List.of(text.split(" +"));
      String glob = words.get(0).contains("/") ? words.get(0) : "{**/,}" + words.get(0);
      return new Line(
          FileSystems.getDefault().getPathMatcher("glob:" + glob), words.subList(1, words.size()));
    }
  }

  private static List<Line> lines() throws IOException {
    return Files.readAllLines(ROOT.resolve(".gitattributes")).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(Line::of)
        .toList();
  }

  private static List<String> attributes(List<Line> lines, Path file) {
    return lines.stream()
        .filter(line -> line.pattern.matches(ROOT.relativize(file)))
        .reduce((earlier, later) -> later)
        .orElseThrow(() -> new AssertionError("no attributes for " + file))
        .attributes;
  }

  private static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    SimpleFileVisitor<Path> visitor =
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return NOT_OURS.contains(folder.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.add(file);
            return FileVisitResult.CONTINUE;
          }
        };
    for (String folder : FOLDERS) {
      Files.walkFileTree(ROOT.resolve(folder), visitor);
    }
    return files;
  }

  /** Every file that is hashed, or whose bytes are compared with something. */
  private static List<Path> exactFiles() throws IOException {
    List<Path> exact = new ArrayList<>(List.of(ROOT.resolve("model-zoo/catalog.json")));
    for (Path file : files()) {
      if (file.getFileName().toString().equals("manifest.json")) {
        exact.add(file);
        exact.addAll(listed(file));
      } else if (file.toString().replace('\\', '/').contains("/resources/goldens/")) {
        exact.add(file);
      }
    }
    return exact;
  }

  private static List<Path> listed(Path manifest) throws IOException {
    JsonObject json = JsonParser.parseString(Files.readString(manifest)).getAsJsonObject();
    return json.getAsJsonArray("files").asList().stream()
        .map(JsonElement::getAsJsonObject)
        .map(file -> manifest.resolveSibling(file.get("name").getAsString()))
        .toList();
  }

  @Test
  void gitDoesNotTouchFilesThatAreHashedOrCompared() throws IOException {
    List<Line> lines = lines();
    assertThat(exactFiles())
        .hasSizeGreaterThan(60)
        .allSatisfy(file -> assertThat(attributes(lines, file)).as("%s", file).contains("-text"));
  }

  @Test
  void scriptsAreTextWithLinuxLineEnds() throws IOException {
    List<Line> lines = lines();
    List<Path> scripts = new ArrayList<>();
    for (Path file : files()) {
      if (Files.readString(file, StandardCharsets.ISO_8859_1).startsWith("#!")) {
        scripts.add(file);
      }
    }
    assertThat(scripts)
        .contains(ROOT.resolve(".ci/run"), ROOT.resolve("vugen-sdk-examples/run"))
        .allSatisfy(
            file -> {
              assertThat(attributes(lines, file)).as("%s", file).contains("eol=lf");
              assertThat(file).isExecutable();
            });
  }

  @Test
  void everyFileIsKeptOrHasLf() throws IOException {
    List<Line> lines = lines();
    for (Path file : files()) {
      byte[] bytes = Files.readAllBytes(file);
      List<String> attributes = attributes(lines, file);
      assertThat(attributes).as("%s", file).containsAnyOf("-text", "eol=lf");
      if (has(bytes, 0)) { // Git guesses so too, but only from the first 8000 bytes
        assertThat(attributes).as("%s", file).contains("-text");
      } else if (!attributes.contains("-text")) {
        assertThat(has(bytes, '\r')).as("%s has CR", file).isFalse();
      }
    }
  }

  private static boolean has(byte[] bytes, int wanted) {
    for (byte each : bytes) {
      if (each == wanted) {
        return true;
      }
    }
    return false;
  }
}
