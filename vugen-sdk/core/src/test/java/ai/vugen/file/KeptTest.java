package ai.vugen.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptTest {
  private final Path cache;
  private final Path thing;
  private final AtomicInteger made = new AtomicInteger();

  KeptTest(@TempDir Path temp) {
    cache = temp.resolve("cache");
    thing = cache.resolve("thing");
  }

  private void keepFile() {
    try {
      KeptFile.keep(thing, () -> true, file -> Files.writeString(file, "file " + count()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void keepFolder() {
    try {
      KeptFolder.keep(thing, folder -> Files.writeString(folder.resolve("a"), "a " + count()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean keepKnown() throws IOException {
    return KeptFolder.keep(
        thing,
        Map.of("a", Sha256.of("A"), "b", Sha256.of("B")),
        (name, file) -> {
          count();
          Files.writeString(file, name.toUpperCase(java.util.Locale.ROOT));
        });
  }

  private int count() {
    return made.incrementAndGet();
  }

  private void damage(Path file) throws IOException {
    Files.writeString(file, "x".repeat((int) Files.size(file)));
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
  }

  private Stream<String> names() throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      return files.map(file -> file.getFileName().toString()).toList().stream();
    }
  }

  @Test
  void aFileIsMadeOnceAndAgainWhenDamaged() throws IOException {
    keepFile();
    keepFile();
    assertThat(thing).hasContent("file 1");
    assertThat(names())
        .containsExactlyInAnyOrder("thing", "thing.sha256", ".thing.hashes", ".thing.lock");

    damage(thing);
    keepFile();
    assertThat(thing).hasContent("file 2");
  }

  @Test
  void aFileThatIsNotTheRightOneIsMadeAgain() throws IOException {
    keepFile();
    KeptFile.keep(
        thing,
        () -> Files.readString(thing).equals("another"),
        file -> Files.writeString(file, "another"));
    assertThat(thing).hasContent("another");
  }

  @Test
  void aFolderIsMadeOnceAndAgainWhenDamaged() throws IOException {
    keepFolder();
    keepFolder();
    assertThat(thing.resolve("a")).hasContent("a 1");

    damage(thing.resolve("a"));
    keepFolder();
    assertThat(thing.resolve("a")).hasContent("a 2");
    Files.delete(thing.resolve("sha256"));
    keepFolder();
    assertThat(thing.resolve("a")).hasContent("a 3");
    assertThat(names()).containsExactlyInAnyOrder("thing", ".thing.lock");
  }

  @Test
  void ofKnownFilesOnlyTheDamagedAreMadeAgain() throws IOException {
    assertThat(keepKnown()).isTrue();
    assertThat(keepKnown()).isFalse();
    assertThat(made).hasValue(2);

    damage(thing.resolve("b"));
    assertThat(keepKnown()).isTrue();
    assertThat(made).hasValue(3);
    assertThat(thing.resolve("b")).hasContent("B");
    Files.delete(thing.resolve("a"));
    keepKnown();
    assertThat(made).hasValue(4);
    assertThat(thing.resolve("a")).hasContent("A");
  }

  @Test
  void whatCannotBeMadeLeavesNothing() throws IOException {
    assertThatThrownBy(
            () ->
                KeptFolder.keep(
                    thing,
                    folder -> {
                      Files.writeString(folder.resolve("a"), "half");
                      throw new IOException("the disk is full");
                    }))
        .hasMessage("the disk is full");
    assertThatThrownBy(
            () ->
                KeptFile.keep(
                    thing,
                    () -> true,
                    file -> {
                      Files.writeString(file, "half");
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");
    assertThat(names()).containsExactly(".thing.lock");
  }

  @Test
  void whatKilledProcessesLeftIsRemoved() throws IOException {
    Path left = Files.createDirectories(cache.resolve(".thing.0123.part"));
    Files.writeString(left.resolve("a"), "half");
    Path others = Files.createDirectories(cache.resolve(".thing2.0123.part"));

    keepFolder();
    assertThat(left).doesNotExist();
    assertThat(others).exists();
  }

  @Test
  void threadsAtOnceMakeItOnce() {
    IntStream.range(0, 8)
        .mapToObj(i -> CompletableFuture.runAsync(this::keepFolder))
        .toList()
        .forEach(CompletableFuture::join);
    assertThat(made).hasValue(1);
  }
}
