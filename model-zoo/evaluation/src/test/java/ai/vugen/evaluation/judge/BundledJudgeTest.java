package ai.vugen.evaluation.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.ModelIntegrityException;
import ai.vugen.error.ModelNotFoundException;
import ai.vugen.zoo.Manifest;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tiny judge as if it were bundled. */
final class BundledJudgeTest {
  private final Path root;

  BundledJudgeTest(@TempDir Path root) {
    this.root = root;
    System.setProperty("vugen.home", root.resolve("cache").toString());
  }

  @AfterEach
  void useDefaultCache() {
    System.clearProperty("vugen.home");
  }

  private Path resources() {
    return root.resolve("jar/ai/vugen/evaluation/judge/picture-world");
  }

  private Judge bundled() throws IOException {
    URL jar = root.resolve("jar").toUri().toURL();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar}, null)) {
      return Judge.bundled(loader);
    }
  }

  @Test
  void itIsUnpackedOnceAndOpened() throws IOException {
    Path written = ConstantJudge.write(resources(), 0, 1);
    Manifest manifest = Manifest.of(written, Judge.BUNDLED, "A judge", "1", "Apache-2.0");
    Files.writeString(written.resolve(Manifest.FILE_NAME), manifest.json());
    for (int i = 0; i < 2; i++) {
      try (Judge judge = bundled()) {
        assertThat(judge.sha256()).isEqualTo(manifest.weightsSha256());
        assertThat(judge.accuracy().scenes().scenes()).isEqualTo(10);
      }
    }
    assertThat(root.resolve("cache/models"))
        .isDirectoryContaining("glob:**/picture-world-*")
        .isDirectoryNotContaining("glob:**.tmp*");

    Files.writeString(written.resolve(Judge.WEIGHTS), "no weights");
    System.setProperty("vugen.home", root.resolve("empty").toString());
    assertThatThrownBy(this::bundled)
        .isInstanceOf(ModelIntegrityException.class)
        .hasMessageContaining("model.safetensors");
  }

  @Test
  void aBuildWithoutAJudgeSaysSo() {
    assertThatThrownBy(this::bundled)
        .isInstanceOf(ModelNotFoundException.class)
        .hasMessageContaining("This build has no judge")
        .hasMessageContaining("ai/vugen/evaluation/judge/picture-world/manifest.json")
        .hasMessageContaining("--judge");
  }
}
