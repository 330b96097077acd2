package ai.vugen.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.ModelIntegrityException;
import ai.vugen.error.ModelNotFoundException;
import ai.vugen.file.Sha256;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelZooTest {
  private final Path temp;

  ModelZooTest(@TempDir Path temp) {
    this.temp = temp;
    System.setProperty("vugen.home", temp.resolve("cache").toString());
  }

  @AfterEach
  void useDefaultCache() {
    System.clearProperty("vugen.home");
  }

  @Test
  void anUnknownIdIsRefusedWithTheModelsThatExist() {
    String known =
        ModelZoo.catalog().entries().isEmpty()
            ? "none"
            : ModelZoo.catalog().entries().get(0).manifest().id();
    assertThatThrownBy(() -> ModelZoo.resolve("giant"))
        .isInstanceOf(ModelNotFoundException.class)
        .hasMessageContainingAll("\"giant\"", "neither", known, "folder");
    assertThatThrownBy(() -> ModelZoo.resolve("../no/such folder\0"))
        .isInstanceOf(ModelNotFoundException.class);
    assertThatThrownBy(() -> ModelZoo.open(temp.resolve("absent")))
        .isInstanceOf(ModelNotFoundException.class)
        .hasMessageContaining("config.json");
  }

  @Test
  void everyModelOfTheCatalogThatIsBundledIsTheOneOnTheClassPath() {
    for (CatalogEntry entry : ModelZoo.catalog().entries()) {
      ModelFolder model = ModelZoo.resolve(entry.manifest().id());
      assertThatCode(model::verify).doesNotThrowAnyException();
      assertThat(model.sha256()).isEqualTo(entry.manifest().weightsSha256());
    }
  }

  @Test
  void aNetworkOfALibraryIsUnpackedAndRepaired() throws IOException {
    SmallModel small = SmallModel.create(temp.resolve("jar"), 1);
    ClassLoader loader = small.source().loader();

    Path path = ModelZoo.bundled(loader, "ai/vugen/models", "small").orElseThrow().path();

    assertThat(path).startsWith(temp.resolve("cache"));
    Path weights = path.resolve(SmallModel.WEIGHTS);
    SmallModel.damage(weights);
    Files.setLastModifiedTime(weights, FileTime.fromMillis(1_000));
    assertThat(ModelZoo.bundled(loader, "ai/vugen/models", "small").orElseThrow().path())
        .isEqualTo(path);
    assertThat(weights).hasSameBinaryContentAs(small.folder().resolve(SmallModel.WEIGHTS));
    assertThat(ModelZoo.bundled(loader, "ai/vugen/models", "large")).isEmpty();
    assertThat(ModelZoo.bundled(loader, "ai/vugen", "small")).isEmpty();
    Files.move(small.folder(), small.folder().resolveSibling("other"));
    assertThatThrownBy(() -> ModelZoo.bundled(loader, "ai/vugen/models", "other"))
        .isInstanceOf(ModelIntegrityException.class)
        .hasMessageContaining("that of \"small\"; expected \"other\"");
  }

  @Test
  void aFolderIsAModelToo() throws IOException {
    SmallModel small = SmallModel.create(temp.resolve("jar"), 1);

    ModelFolder model = ModelZoo.resolve(small.folder().toString());

    assertThat(model.path()).isEqualTo(small.folder());
    assertThat(model.id()).isEqualTo("small");
    assertThat(model.entry()).isNull();
    assertThat(model.sha256()).isEqualTo(Sha256.of(small.folder().resolve(SmallModel.WEIGHTS)));
    assertThat(model.check()).hasSize(3).allMatch(FileCheck::isSound);
  }

  @Test
  void withoutAManifestTheFolderNamesTheModelAndItsHashFollowsTheWeights() throws IOException {
    SmallModel small = SmallModel.create(temp.resolve("jar"), 1);
    Files.delete(small.folder().resolve(Manifest.FILE_NAME));
    Path weights = small.folder().resolve(SmallModel.WEIGHTS);
    ModelFolder model = ModelZoo.open(small.folder());
    String before = model.sha256();
    assertThat(model.id()).isEqualTo("small");
    assertThat(model.manifest()).isNull();

    SmallModel.damage(weights);
    Files.setLastModifiedTime(weights, FileTime.fromMillis(1_000));

    assertThat(ModelZoo.open(small.folder()).sha256())
        .isEqualTo(Sha256.of(weights))
        .isNotEqualTo(before);
  }

  @Test
  void shardsHaveOneHashTogether() throws IOException {
    SmallModel small = SmallModel.create(temp.resolve("jar"), 1);
    Files.move(small.folder().resolve(SmallModel.WEIGHTS), small.folder().resolve("b.safetensors"));
    Files.writeString(small.folder().resolve("a.safetensors"), "");
    Files.writeString(small.folder().resolve(Manifest.FILE_NAME), small.describe().json());

    String expected =
        Sha256.of(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a.safetensors\n"
                + Sha256.of(small.folder().resolve("b.safetensors"))
                + "  b.safetensors\n");
    assertThat(ModelZoo.open(small.folder()).sha256()).isEqualTo(expected);
    assertThat(small.describe().weightsSha256()).isEqualTo(expected);
  }

  @Test
  void openingFindsMissingFilesAndVerifyingFindsEveryDamage() throws IOException {
    SmallModel small = SmallModel.create(temp.resolve("jar"), 1);
    SmallModel.damage(small.folder().resolve(SmallModel.WEIGHTS));
    assertThatThrownBy(ModelZoo.open(small.folder())::verify)
        .isInstanceOf(ModelIntegrityException.class)
        .hasMessageContaining("model.safetensors has SHA-256");

    Files.delete(small.folder().resolve("tokenizer.json"));
    Files.writeString(small.folder().resolve("config.json"), "{ }");
    assertThatThrownBy(() -> ModelZoo.open(small.folder()))
        .isInstanceOf(ModelIntegrityException.class)
        .hasMessageContainingAll(
            "config.json has 3 bytes, 2 expected", "tokenizer.json missing", "Fetch");
  }

  @Test
  void processesAskAtOnceAndOneOfThemUnpacks() throws Exception {
    SmallModel small = SmallModel.create(temp.resolve("jar"), 1);
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      processes.add(start(small, temp.resolve("errors" + i)));
    }
    Set<String> answers = new HashSet<>();
    for (Process process : processes) {
      assertThat(process.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("ready");
    }
    for (Process process : processes) {
      process.getOutputStream().close();
    }
    int unpacked = 0;
    for (int i = 0; i < processes.size(); i++) {
      BufferedReader output = processes.get(i).inputReader(StandardCharsets.UTF_8);
      answers.add(String.valueOf(output.readLine()));
      String errors = Files.readString(temp.resolve("errors" + i));
      assertThat(processes.get(i).waitFor()).as(errors).isZero();
      unpacked += errors.contains("Unpacked the model small") ? 1 : 0;
    }
    assertThat(unpacked).isEqualTo(1);
    assertThat(answers)
        .singleElement()
        .asString()
        .startsWith(temp.resolve("cache").resolve("models").resolve("small-").toString())
        .endsWith(" " + Sha256.of(small.folder().resolve(SmallModel.WEIGHTS)));
  }

  private Process start(SmallModel model, Path errors) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx64m",
            "-Dvugen.home=" + temp.resolve("cache"),
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=info",
            "-cp",
            System.getProperty("java.class.path") + File.pathSeparator + model.root(),
            ResolveProbe.class.getName())
        .redirectError(errors.toFile())
        .start();
  }
}
