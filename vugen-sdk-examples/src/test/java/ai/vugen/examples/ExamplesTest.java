package ai.vugen.examples;

import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.image.PixelsReader;
import ai.vugen.image.PngMetadata;
import ai.vugen.pipeline.TinyModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every example on a model with random weights. */
class ExamplesTest {
  private static String model = "";
  private final Path folder;

  ExamplesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeAll
  static void writeModel(@TempDir Path shared) {
    System.setProperty("vugen.home", shared.resolve("cache").toString());
    model = TinyModel.write(shared.resolve("tiny"), 1).toString();
  }

  @AfterAll
  static void useDefaultCache() {
    System.clearProperty("vugen.home");
  }

  private interface Example {
    void run(String[] arguments) throws Exception;
  }

  private String run(Example example) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      example.run(new String[] {folder.toString(), model});
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  private void assertPicture(String name, String prompt) {
    Path file = folder.resolve(name);
    assertThat(PixelsReader.read(file).width()).isEqualTo(64);
    assertThat(PngMetadata.read(file).texts().get("vugen")).contains(prompt);
  }

  @Test
  void generateImage() throws Exception {
    String printed = run(GenerateImage::main);

    assertPicture("apple.png", "a red apple");
    for (int i = 0; i < 3; i++) {
      assertPicture("dogs-" + i + ".png", "two dogs on a green background");
    }
    assertThat(printed).contains("SAMPLING 30/30", "DECODING 1/1", "dogs-2.png, seed 7");
  }

  @Test
  void askAboutImage() throws Exception {
    assertThat(run(AskAboutImage::main))
        .containsPattern("\\([0-9]+ tokens\\)")
        .containsPattern("\\((STOP|MAX_TOKENS)\\)");
    assertPicture("picture.png", "a yellow car");
  }

  @Test
  void reconstructImage() throws Exception {
    assertThat(run(ReconstructImage::main).lines()).containsExactly("4 x 4 x 4", "equal");
    assertPicture("circle.png", "sha256");
    assertThat(folder.resolve("circle.safetensors")).exists();
  }

  @Test
  void chatWithImage() throws Exception {
    assertThat(run(ChatWithImage::main))
        .contains("> what is in the picture?", "> where is the dog?")
        .containsPattern("[0-9]+ tokens in all");
  }

  @Test
  void cacheAndReplay() throws Exception {
    assertThat(run(CacheAndReplay::main))
        .contains("three blue fish", "seed 11, model tiny", "latents: 1 hits");
    assertPicture("first.png", "three blue fish");
    assertPicture("finer.png", "\"decoder_steps\":4");
  }

  @Test
  void asyncAndCancel() throws Exception {
    assertThat(run(AsyncAndCancel::main)).contains("cancelled: ", "too late: ");
    assertPicture("async.png", "a red car");
  }

  @Test
  void exportToOnnx() throws Exception {
    assertThat(run(ExportToOnnx::main)).contains("vision.onnx", "decoder.onnx");
    for (String name : List.of("vision", "language", "tower", "decoder")) {
      assertThat(Files.size(folder.resolve(name + ".onnx"))).isGreaterThan(1_000);
    }
  }

  static Stream<Path> files() throws IOException {
    Path sources = Path.of("src", "main", "java", "ai", "vugen", "examples");
    try (Stream<Path> files = Files.list(sources)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyExampleFitsAScreen(Path file) throws IOException {
    assertThat(Files.readAllLines(file).size()).isLessThanOrEqualTo(60);
  }
}
