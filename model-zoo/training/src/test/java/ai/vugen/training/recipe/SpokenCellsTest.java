package ai.vugen.training.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.model.language.PromptTemplate;
import ai.vugen.model.language.Tokenizer;
import ai.vugen.model.vision.VisionConfig;
import ai.vugen.training.text.BpeTrainer;
import ai.vugen.world.Mention;
import ai.vugen.world.ObjectColour;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The words for what image tokens show and for what captions say. */
final class SpokenCellsTest {
  /** 4 × 4 patches, pooled to 2 × 2 tokens. */
  private static final VisionConfig VISION = new VisionConfig(32, 8, 32, 1, 2, 64, 2);

  private static final List<String> NAMES = List.of("apple", "car");
  private static final int APPLE = 1;
  private static final int CAR = 2;
  private static final int RED = ObjectColour.RED.label();

  private final Path folder;
  private final Tokenizer tokenizer;

  SpokenCellsTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    tokenizer = trained();
  }

  private Tokenizer trained() throws IOException {
    Path file = folder.resolve("tokenizer.json");
    List<String> texts =
        List.of(
            "a red apple a red car", "a red apple", "a red car left bottom", "a car left bottom");
    BpeTrainer.train(texts, 300).save(file);
    return Tokenizer.load(file);
  }

  @BeforeEach
  void wordsAreOneTokenEach() {
    assertThat(tokenizer.encodeAsText(" red")).hasSize(1);
    assertThat(tokenizer.encodeAsText(" car")).hasSize(1);
    assertThat(tokenizer.encodeAsText(" left")).hasSize(1);
    assertThat(tokenizer.encodeAsText(" bottom")).hasSize(1);
  }

  /** Two pictures: the first has a red car below and an apple above right, the second nothing. */
  private static WorldData.Scenes scenes() {
    long[] concepts = new long[2 * 16];
    long[] colours = new long[2 * 16];
    concepts[3] = APPLE; // row 0, column 3: token 1
    concepts[9] = CAR; // row 2, column 1: token 2
    colours[9] = RED;
    concepts[10] = CAR; // row 2, column 2: token 3
    colours[10] = RED;
    concepts[15] = APPLE; // row 3, column 3: token 3
    return new WorldData.Scenes(
        2, 32, new byte[0], List.of(), List.of(), List.of(List.of(), List.of()), concepts, colours);
  }

  private long id(String word) {
    return tokenizer.encodeAsText(" " + word)[0];
  }

  @Test
  void everyWordOfACellIsATargetOfItsToken() {
    WordTargets cells = SpokenCells.of(scenes(), NAMES, VISION, tokenizer);
    List<Long> second = new ArrayList<>();
    for (int i = 0; i < cells.rows().length; i++) {
      if (cells.rows()[i] == 2) {
        second.add(cells.targets()[i]);
      }
    }
    assertThat(second).containsExactlyInAnyOrder(id("car"), id("red"), id("left"), id("bottom"));
    assertThat(cells.rows()).containsOnly(1, 2, 3);
  }

  @Test
  void theWordsOfATokenWeighOneTogether() {
    WordTargets cells = SpokenCells.of(scenes(), NAMES, VISION, tokenizer);
    float[] sums = new float[8];
    for (int i = 0; i < cells.rows().length; i++) {
      sums[(int) cells.rows()[i]] += cells.weights()[i];
    }
    assertThat(sums).containsExactly(new float[] {0, 1, 1, 1, 0, 0, 0, 0}, within());
  }

  private static org.assertj.core.data.Offset<Float> within() {
    return org.assertj.core.data.Offset.offset(1e-6f);
  }

  @Test
  void whatCaptionsSayOfThingsIsKnownAtTheirNames() {
    String caption = "a red apple a red car";
    WorldData.Scenes scenes =
        new WorldData.Scenes(
            2,
            32,
            new byte[0],
            List.of("a red apple", caption),
            List.of(List.of(), List.of(new Mention(caption.length() - 4, List.of("car", "left")))),
            List.of(List.of(), List.of()),
            new long[0],
            new long[0]);
    PromptTemplate prompt = new PromptTemplate(tokenizer);
    WordTargets words = SpokenMentions.of(scenes, 10, prompt, tokenizer);
    int begin = 1; // the token before the caption
    assertThat(prompt.encode(caption)[begin + 4]).isEqualTo((int) id("red"));
    assertThat(words.rows()).containsOnly(10 + begin + 4).hasSize(2);
    assertThat(words.targets()).containsExactlyInAnyOrder(id("car"), id("left"));
    assertThat(words.weights()).containsOnly(0.5f);
  }
}
