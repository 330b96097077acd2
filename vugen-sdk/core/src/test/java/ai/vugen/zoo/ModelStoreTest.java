package ai.vugen.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.ModelException;
import ai.vugen.error.ModelIntegrityException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {
  private final Path temp;
  private final SmallModel model;
  private final ModelStore store;

  ModelStoreTest(@TempDir Path temp) throws IOException {
    this.temp = temp;
    model = SmallModel.create(temp.resolve("jar"), 1);
    store = new ModelStore(temp.resolve("models"));
  }

  private Path get() throws IOException {
    return store.get(model.manifest(), model.source());
  }

  private void assertSound(Path folder) throws IOException {
    assertThat(folder.getFileName().toString()).startsWith("small-").hasSize(6 + 12);
    for (ModelFile file : model.manifest().files()) {
      assertThat(folder.resolve(file.name()))
          .hasSameBinaryContentAs(model.folder().resolve(file.name()));
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              ".hashes", "config.json", "manifest.json", "model.safetensors", "tokenizer.json");
    }
    try (Stream<Path> folders = Files.list(store.root())) {
      assertThat(folders)
          .containsExactlyInAnyOrder(
              folder, store.root().resolve("." + folder.getFileName() + ".lock"));
    }
  }

  @Test
  void unpacksOnceAndThenLeavesTheFilesAlone() throws IOException {
    Path folder = get();
    assertSound(folder);
    FileTime written = Files.getLastModifiedTime(folder);

    assertThat(get()).isEqualTo(folder);
    assertThat(Files.getLastModifiedTime(folder)).isEqualTo(written);
  }

  @Test
  void filesThatWereCopiedWithNewTimesAreHashedAgainAndKept() throws IOException {
    Path weights = get().resolve(SmallModel.WEIGHTS);
    Files.setLastModifiedTime(weights, FileTime.fromMillis(1_000));

    get();

    assertThat(Files.getLastModifiedTime(weights)).isEqualTo(FileTime.fromMillis(1_000));
  }

  @Test
  void replacesFilesThatAreDamagedOrMissing() throws IOException {
    Path folder = get();
    SmallModel.damage(folder.resolve(SmallModel.WEIGHTS));
    Files.writeString(folder.resolve("config.json"), "{");
    Files.delete(folder.resolve("tokenizer.json"));

    assertThat(get()).isEqualTo(folder);
    assertSound(folder);
  }

  @Test
  void aMemoryOfHashesThatIsNonsenseIsNotBelieved() throws IOException {
    Path folder = get();
    Files.writeString(folder.resolve(".hashes"), "1 2 3\nnonsense");

    assertSound(get());
  }

  @Test
  void removesWhatAKilledProcessLeftBehind() throws IOException {
    Path folder = get();
    String name = folder.getFileName().toString();
    for (Path file : files(folder)) {
      Files.delete(file);
    }
    Files.delete(folder);
    Path leftover = Files.createDirectory(store.root().resolve("." + name + ".dead.part"));
    Files.writeString(leftover.resolve(SmallModel.WEIGHTS), "half a fil");

    assertSound(get());
  }

  @Test
  void anotherContentOfTheSameModelGetsAnotherFolder() throws IOException {
    Path first = get();
    SmallModel other = SmallModel.create(temp.resolve("other"), 2);

    Path second = store.get(other.manifest(), other.source());

    assertThat(second).isNotEqualTo(first);
    assertThat(first.resolve(SmallModel.WEIGHTS))
        .hasSameBinaryContentAs(model.folder().resolve(SmallModel.WEIGHTS));
  }

  @Test
  void aDamagedSourceLeavesNothingBehind() throws IOException {
    SmallModel.damage(model.folder().resolve(SmallModel.WEIGHTS));

    assertThatThrownBy(this::get)
        .isInstanceOf(ModelIntegrityException.class)
        .hasMessageContainingAll("bundled", "model.safetensors", "small", "SHA-256");
    assertThat(files(store.root())).allMatch(file -> file.toString().endsWith(".lock"));
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));

    assertThatThrownBy(() -> new ModelStore(file).get(model.manifest(), model.source()))
        .isInstanceOf(ModelException.class)
        .hasMessageContainingAll("small", file.toString(), "VUGEN_HOME");
  }

  @Test
  void threadsAskAtOnceAndShareOneFolder() throws Exception {
    int threads = 8;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CountDownLatch start = new CountDownLatch(threads);
      List<Future<Path>> folders = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        folders.add(
            pool.submit(
                () -> {
                  start.countDown();
                  start.await();
                  return get();
                }));
      }
      for (Future<Path> folder : folders) {
        assertSound(folder.get());
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
