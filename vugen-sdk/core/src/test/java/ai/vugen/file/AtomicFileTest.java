package ai.vugen.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  private final Path folder;
  private final Path file;

  AtomicFileTest(@TempDir Path folder) {
    this.folder = folder;
    this.file = folder.resolve("a.txt");
  }

  private List<Path> content() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void replacesAFileAndLeavesNothingElse() throws IOException {
    AtomicFile.of(file).write("one, long");
    AtomicFile.of(file).write("två");

    assertThat(file).hasBinaryContent("två".getBytes(StandardCharsets.UTF_8));
    assertThat(content()).containsExactly(file);
  }

  @Test
  void copiesAnotherFile() throws IOException {
    byte[] bytes = new byte[100_000];
    bytes[77_777] = 7;
    Path other = Files.write(folder.resolve("other"), bytes);
    AtomicFile.of(file).copyOf(other);

    assertThat(file).hasBinaryContent(bytes);
  }

  @Test
  void whatFailsHalfwayLeavesTheOldFile() throws IOException {
    AtomicFile.of(file).write("old");

    assertThatThrownBy(
            () ->
                AtomicFile.of(file)
                    .write(
                        channel -> {
                          AtomicFile.stream(channel).write(new byte[10]);
                          throw new IOException("the disk is full");
                        }))
        .hasMessage("the disk is full");
    assertThat(file).hasContent("old");
    assertThat(content()).containsExactly(file);
  }

  @Test
  void theOldFileIsReadWhileTheNewOneIsWritten() throws IOException {
    AtomicFile.of(file).write("old");
    AtomicFile.of(file)
        .write(
            channel -> {
              AtomicFile.stream(channel).write("new".getBytes(StandardCharsets.UTF_8));
              assertThat(file).hasContent("old");
            });
    assertThat(file).hasContent("new");
  }

  @Test
  void writersAtOnceLeaveOneWholeFile() throws IOException {
    List<String> texts = IntStream.range(0, 8).mapToObj(i -> ("" + i).repeat(50_000)).toList();
    texts.stream()
        .map(text -> CompletableFuture.runAsync(() -> writeUnchecked(text)))
        .toList()
        .forEach(CompletableFuture::join);

    assertThat(Files.readString(file)).isIn(texts);
    assertThat(content()).containsExactly(file);
  }

  private void writeUnchecked(String text) {
    try {
      AtomicFile.of(file).write(text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void foldersAreCreatedOnlyWhereAskedFor() throws IOException {
    Path deep = folder.resolve("one").resolve("two").resolve("a.txt");

    assertThatThrownBy(() -> AtomicFile.of(deep).write("x"))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(content()).isEmpty();
    AtomicFile.of(deep).withFolders().write("x");
    assertThat(deep).hasContent("x");
  }

  @Test
  void aFolderInTheWayIsRefused() throws IOException {
    Files.createDirectory(file);

    assertThatThrownBy(() -> AtomicFile.of(file).write("x"))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContainingAll("a.txt", "is a folder");
    assertThat(content()).containsExactly(file);
  }

  @Test
  void takesEveryNameThatTheFileSystemTakes() throws IOException {
    for (int length = 200; length <= 255; length++) {
      Path longest = folder.resolve("n".repeat(length));
      AtomicFile.of(longest).write("x");
      assertThat(longest).hasContent("x");
      Files.delete(longest);
    }
    assertThat(content()).isEmpty();
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a privilege there")
  void aLinkStaysAndItsTargetIsWritten() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path target = Files.writeString(elsewhere.resolve("b.txt"), "old");
    Path middle = elsewhere.resolve("middle");
    Files.createSymbolicLink(middle, Path.of("b.txt"));
    Files.createSymbolicLink(file, Path.of("elsewhere", "middle"));

    AtomicFile.of(file).write("new");

    assertThat(target).hasContent("new");
    assertThat(Files.readSymbolicLink(file)).isEqualTo(Path.of("elsewhere", "middle"));
    assertThat(Files.readSymbolicLink(middle)).isEqualTo(Path.of("b.txt"));
    assertThat(Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)).isTrue();
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a privilege there")
  void aLinkToNoFileYetMakesTheFile() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.createSymbolicLink(file, elsewhere.resolve("b.txt"));

    AtomicFile.of(file).write("new");

    assertThat(elsewhere.resolve("b.txt")).hasContent("new");
    assertThat(file).isSymbolicLink();
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a privilege there")
  void linksInACircleAreAnError() throws IOException {
    Path other = folder.resolve("other");
    Files.createSymbolicLink(file, other);
    Files.createSymbolicLink(other, file);

    assertThatThrownBy(() -> AtomicFile.of(file).write("x"))
        .isInstanceOf(FileSystemLoopException.class);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no POSIX permissions")
  void permissionsStay() throws IOException {
    for (String kept : List.of("rw-------", "rw-rw-rw-", "rwxr-x---", "r--r--r--")) {
      Files.writeString(file, "old");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(kept));
      AtomicFile.of(file)
          .write(
              channel -> {
                Path temporary = content().stream().filter(f -> !f.equals(file)).findAny().get();
                assertThat(permissions(temporary)).as("while it is written").isEqualTo(kept);
                AtomicFile.stream(channel).write('n');
              });

      assertThat(permissions(file)).isEqualTo(kept);
      assertThat(file).hasContent("n");
      Files.delete(file);
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no device files")
  void aDeviceIsWrittenToAndSurvives() throws IOException {
    Path device = Path.of("/dev/null");
    Files.createSymbolicLink(file, device);
    AtomicFile.of(device).write("gone");
    AtomicFile.of(file).write("gone");

    assertThat(device).exists();
    assertThat(Files.isRegularFile(device)).isFalse();
    assertThat(file).isSymbolicLink();
    assertThat(content()).containsExactly(file);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no named pipes in folders")
  void aPipeIsWrittenTo() throws Exception {
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
    CompletableFuture<String> read =
        CompletableFuture.supplyAsync(
            () -> {
              try (InputStream in = Files.newInputStream(file)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    AtomicFile.of(file).write("through the pipe");

    assertThat(read.join()).isEqualTo("through the pipe");
    assertThat(Files.isRegularFile(file)).isFalse();
  }
}
