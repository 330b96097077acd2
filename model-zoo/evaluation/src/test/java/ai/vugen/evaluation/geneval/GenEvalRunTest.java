package ai.vugen.evaluation.geneval;

import static ai.vugen.evaluation.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.Provenance;
import ai.vugen.VuGen;
import ai.vugen.VuGenBuilder;
import ai.vugen.error.InvalidImageException;
import ai.vugen.image.Pixels;
import ai.vugen.image.PngMetadata;
import ai.vugen.image.PngWriter;
import ai.vugen.pipeline.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs with a model of random weights and a detector that always sees a red dog. */
final class GenEvalRunTest {
  private static final List<GenEvalPrompt> PROMPTS =
      List.of(
          FakeDetector.prompt(GenEvalTask.SINGLE_OBJECT, "dog", "a photo of a dog"),
          FakeDetector.prompt(GenEvalTask.SINGLE_OBJECT, "cat", "a photo of a cat"));

  private static Path model = Path.of("");

  private final Path root;
  private final GenEvalFolder folder;
  private final List<GenEvalRun.Progress> progress = new ArrayList<>();

  GenEvalRunTest(@TempDir Path root) {
    this.root = root;
    this.folder = new GenEvalFolder(root);
  }

  @BeforeAll
  static void writeModel(@TempDir Path shared) {
    System.setProperty("vugen.home", shared.resolve("cache").toString());
    model = TinyModel.write(shared.resolve("tiny"), 1);
  }

  @AfterAll
  static void useDefaultCache() {
    System.clearProperty("vugen.home");
  }

  private GenEvalRun run() {
    return new GenEvalRun(folder, FakeDetector.judge(), progress::add);
  }

  /** Draws two images a prompt and returns how many were not there yet. */
  private int draw(List<GenEvalPrompt> prompts, UnaryOperator<VuGenBuilder> changes) {
    progress.clear();
    VuGenBuilder builder = VuGen.builder().model(model).steps(2);
    long draws;
    try (VuGen vugen = changes.apply(builder).build()) {
      run().draw(vugen, folder.places(prompts), 2);
      draws = vugen.statistics().cache("latents").misses(); // no image comes twice
    }
    long told = progress.stream().filter(p -> p.origin() == GenEvalRun.Origin.DRAWN).count();
    assertThat(told).isEqualTo(draws);
    return (int) draws;
  }

  private int draw() {
    return draw(PROMPTS, builder -> builder);
  }

  @Test
  void everyImageIsKeptJudgedAndTold() {
    assertThat(draw()).isEqualTo(4);
    assertThat(progress).extracting(GenEvalRun.Progress::done).containsExactly(1, 2, 3, 4);
    assertThat(progress).extracting(GenEvalRun.Progress::images).containsOnly(4);
    assertThat(progress)
        .extracting(told -> told.verdict().correct())
        .containsExactly(true, true, false, false);
    Path last = root.resolve("00001/samples/0001.png");
    assertThat(progress.get(3).file()).isEqualTo(last);
    Provenance provenance = Provenance.read(last);
    assertThat(provenance.seed()).isEqualTo(1);
    assertThat(provenance.request().orElseThrow().prompt()).isEqualTo("a photo of a cat");
    assertThat(root.resolve("00001/samples")).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void whatIsThereIsNotDrawnAgain() throws IOException {
    draw();
    Path lost = root.resolve("00001/samples/0000.png");
    byte[] before = Files.readAllBytes(lost);
    assertThat(draw()).isZero();

    Files.delete(lost);
    assertThat(draw()).isEqualTo(1);
    assertThat(lost).hasBinaryContent(before);

    Files.write(lost, Arrays.copyOf(before, before.length / 2));
    assertThat(draw()).isEqualTo(1);
    assertThat(lost).hasBinaryContent(before);

    PngWriter.write(picture(), PngMetadata.NONE, lost);
    assertThat(draw()).isEqualTo(1);
  }

  @Test
  void otherSettingsPromptsAndModelsAreDrawnAnew(@TempDir Path other) {
    draw();
    assertThat(draw(PROMPTS, builder -> builder.steps(3))).isEqualTo(4);
    assertThat(draw(PROMPTS, builder -> builder.steps(3))).isZero();
    assertThat(draw(PROMPTS, builder -> builder.steps(3).cfg(2))).isEqualTo(4);
    assertThat(draw(List.of(PROMPTS.get(1)), builder -> builder.steps(3).cfg(2))).isEqualTo(2);
    Path changed = TinyModel.write(other.resolve("tiny"), 2);
    assertThat(draw(PROMPTS, builder -> builder.model(changed))).isEqualTo(4);
  }

  private static Pixels picture() {
    return Pixels.of(5, 3, new byte[45]);
  }

  @Test
  void imagesOfOthersAreJudged() {
    for (PromptFolder place : folder.places(PROMPTS)) {
      place.create();
      PngWriter.write(picture(), PngMetadata.NONE, place.image(0));
    }
    PngWriter.write(picture(), PngMetadata.NONE, folder.places(PROMPTS).get(0).image(3));

    GenEvalResult result = run().judge();

    assertThat(result.drawing()).isNull();
    assertThat(result.summary().images()).isEqualTo(3);
    assertThat(result.summary().prompts()).isEqualTo(2);
    assertThat(result.summary().correctPrompts()).isEqualTo(0.5);
    assertThat(progress).extracting(GenEvalRun.Progress::done).containsExactly(1, 2, 3);
    assertThat(progress)
        .extracting(GenEvalRun.Progress::origin)
        .containsOnly(GenEvalRun.Origin.FOUND);
  }

  @Test
  void aBrokenImageIsNamed() throws IOException {
    PromptFolder place = folder.places(PROMPTS).get(1);
    place.create();
    Files.writeString(place.image(0), "no picture");

    assertThatThrownBy(() -> run().judge())
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining(place.image(0).toString());
  }

  @Test
  void nothingToDrawIsRefused() {
    try (VuGen vugen = VuGen.builder().model(model).build()) {
      refused(() -> run().draw(vugen, folder.places(PROMPTS), 0), "images a prompt is 0");
      refused(() -> run().draw(vugen, List.of(), 1), "no images");
    }
  }
}
