package ai.vugen.training.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.assembly.BpeVocabulary;
import ai.vugen.assembly.BpeVocabulary.Merge;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.model.language.ChatTemplate;
import ai.vugen.model.language.PromptTemplate;
import ai.vugen.model.language.SpecialToken;
import ai.vugen.model.language.TemplateMessage;
import ai.vugen.model.language.Tokenizer;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BpeTrainerTest {
  private static final List<String> THINGS =
      List.of("apple", "bicycle", "elephant", "umbrella", "teddy bear", "traffic light", "crème");
  private static final List<String> COLOURS = List.of("red", "green", "purple", "orange", "white");

  private final Path folder;

  BpeTrainerTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static List<String> captions() {
    List<String> captions = new ArrayList<>();
    for (String thing : THINGS) {
      for (String colour : COLOURS) {
        captions.add("a " + colour + " " + thing + " on a blue background");
        captions.add("There are 2 " + thing + "s to the left of a " + colour + " wall.");
        captions.add("What colour is the " + thing + "? It's " + colour + "!");
      }
    }
    return captions;
  }

  private Path save(BpeVocabulary vocabulary, String name) throws IOException {
    Path file = folder.resolve(name);
    vocabulary.save(file);
    return file;
  }

  @Test
  void mergesTheMostFrequentPairsFirst() {
    // h-u-g 10×, p-u-g 5×, h-u-g-s 5×, counted by hand: u-g 20, h-ug 15, then p-ug 5 before hug-s 5
    List<String> texts = new ArrayList<>(Collections.nCopies(10, "hug"));
    texts.addAll(Collections.nCopies(5, "pug"));
    texts.addAll(Collections.nCopies(5, "hugs"));
    BpeVocabulary vocabulary = BpeTrainer.train(texts, 256 + BpeVocabulary.LEAST_SPECIAL + 4);
    assertThat(vocabulary.merges())
        .containsExactly(
            new Merge("u", "g"), new Merge("h", "ug"), new Merge("p", "ug"), new Merge("hug", "s"));
    assertThat(vocabulary.tokens().subList(256, 260)).containsExactly("ug", "hug", "pug", "hugs");
    assertThat(vocabulary.reserved()).isZero();
  }

  @Test
  void stopsAtPairsSeenOnceAndFillsUpWithReservedTokens() {
    BpeVocabulary vocabulary = BpeTrainer.train(List.of("ab ab ab", "xyz"), 300);
    assertThat(vocabulary.merges()).containsExactly(new Merge("a", "b"), new Merge("Ġ", "ab"));
    assertThat(vocabulary.size()).isEqualTo(300);
    assertThat(vocabulary.specialTokens()).hasSize(42).doesNotHaveDuplicates();
    assertThat(vocabulary.specialTokens().get(41)).isEqualTo("<|reserved_special_token_36|>");
    assertThat(BpeTrainer.train(List.of(), 266).tokens()).hasSize(256);
  }

  @Test
  void putsSpecialTokensInPlmsOrderAfterTheText() throws IOException {
    BpeVocabulary vocabulary = BpeTrainer.train(captions(), 400);
    try (Tokenizer tokenizer = Tokenizer.load(save(vocabulary, "tokenizer.json"))) {
      int first = vocabulary.tokens().size();
      assertThat(
              Stream.of(SpecialToken.values()).map(token -> tokenizer.id(token) - first).toList())
          .containsExactly(0, 1, 2, 3, 6, 7, 9);
      assertThat(tokenizer.idOf("<|reserved_special_token_4|>")).hasValue(first + 8);
      assertThat(tokenizer.decode(0, 1, 188, 220)).isEqualTo("!\"\0 "); // numbered as by Llama 3
      assertThat(tokenizer.vocabularySize()).isEqualTo(400);
    }
  }

  @Test
  void idsRunFromZeroWithoutGap() throws IOException {
    Path file = save(BpeTrainer.train(captions(), 500), "tokenizer.json");
    JsonObject root = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    Set<Integer> ids = new HashSet<>();
    for (JsonElement token : root.getAsJsonArray("added_tokens")) {
      ids.add(token.getAsJsonObject().get("id").getAsInt());
    }
    JsonObject vocab = root.getAsJsonObject("model").getAsJsonObject("vocab");
    vocab.entrySet().forEach(entry -> ids.add(entry.getValue().getAsInt()));
    assertThat(ids).hasSize(500).allMatch(id -> id >= 0 && id < 500);
    for (JsonElement merge : root.getAsJsonObject("model").getAsJsonArray("merges")) {
      String joined =
          merge.getAsJsonArray().get(0).getAsString() + merge.getAsJsonArray().get(1).getAsString();
      assertThat(vocab.has(joined)).isTrue();
    }
  }

  @Test
  void frequentWordsBecomeOneToken() throws IOException {
    BpeVocabulary vocabulary = BpeTrainer.train(captions(), 600);
    try (Tokenizer tokenizer = Tokenizer.load(save(vocabulary, "tokenizer.json"))) {
      for (String word : List.of(" red", " apple", " umbrella", " background", "There", " crème")) {
        assertThat(tokenizer.encodeAsText(word)).hasSize(1);
      }
      assertThat(tokenizer.encodeAsText("a red apple on a blue background")).hasSize(7);
      assertThat(new PromptTemplate(tokenizer).encode("a red apple")).hasSize(5);
      assertThat(ChatTemplate.plm(tokenizer, 4).prompt(List.of(TemplateMessage.user(1, "What?"))))
          .isNotEmpty();
    }
  }

  @Test
  void anyTextSurvivesARoundTrip() throws IOException {
    BpeVocabulary vocabulary = BpeTrainer.train(captions(), 512);
    Random random = new Random(7);
    try (Tokenizer tokenizer = Tokenizer.load(save(vocabulary, "tokenizer.json"))) {
      for (String text : captions()) {
        assertThat(tokenizer.decode(tokenizer.encodeAsText(text))).isEqualTo(text);
      }
      for (int run = 0; run < 300; run++) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
          int codePoint = random.nextInt(1 << (random.nextBoolean() ? 7 : 20));
          if (Character.getType(codePoint) != Character.SURROGATE) {
            text.appendCodePoint(codePoint);
          }
        }
        assertThat(tokenizer.decode(tokenizer.encodeAsText(text.toString())))
            .isEqualTo(text.toString());
      }
    }
  }

  @Test
  void theSameTextsInAnyOrderGiveTheSameBytes() throws IOException {
    List<String> shuffled = new ArrayList<>(captions());
    Collections.shuffle(shuffled, new Random(1));
    byte[] first = Files.readAllBytes(save(BpeTrainer.train(captions(), 700), "a.json"));
    byte[] again = Files.readAllBytes(save(BpeTrainer.train(captions(), 700), "b.json"));
    byte[] other = Files.readAllBytes(save(BpeTrainer.train(shuffled, 700), "c.json"));
    assertThat(again).isEqualTo(first);
    assertThat(other).isEqualTo(first);
  }

  @Test
  void savingReplacesTheFileAndLeavesNothingElse() throws IOException {
    Path file = Files.writeString(folder.resolve("tokenizer.json"), "old");
    BpeTrainer.train(captions(), 300).save(file);
    Tokenizer.load(file).close();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void splitsWordsAsTheTokenizerDoes() throws IOException {
    // every word occurs often enough to become a token, so tokens and words are the same
    String text =
        "It's 12345 o'clock,\u00A0don't\n\n  stop... 3½ naïve\u3000日本 \t x_y!?\r\n END'LL  ";
    List<String> words = new ArrayList<>();
    SplitPattern.forEachWord(text, words::add);
    assertThat(String.join("", words)).isEqualTo(text);
    BpeVocabulary vocabulary = BpeTrainer.train(Collections.nCopies(3, text), 600);
    try (Tokenizer tokenizer = Tokenizer.load(save(vocabulary, "tokenizer.json"))) {
      assertThat(
              Arrays.stream(tokenizer.encodeAsText(text))
                  .mapToObj(id -> tokenizer.decode(id))
                  .toList())
          .isEqualTo(words);
    }
  }

  @Test
  void refusesASizeThatCannotHoldTheBytes() {
    assertThatThrownBy(() -> BpeTrainer.train(captions(), 265))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("266");
  }
}
