package ai.vugen.model.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.ModelException;
import ai.vugen.error.ModelIntegrityException;
import ai.vugen.error.ModelNotFoundException;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerFileTest {
  private final Path folder;

  TokenizerFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path write(String content) throws IOException {
    return Files.writeString(folder.resolve("tokenizer.json"), content);
  }

  private static JsonObject golden() {
    return TokenizerGoldens.read("tokenizer.json");
  }

  private void assertRefused(String content, String fault) throws IOException {
    Path file = write(content);
    assertThatThrownBy(() -> Tokenizer.load(file))
        .isInstanceOf(ModelIntegrityException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(fault);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "null", "[]", "3", "\"text\"", "{}", "{\"model\":[]}", "{,}", "\0\0\0"})
  void refusesWhatIsNoTokenizer(String content) throws IOException {
    assertRefused(content, "is not a usable tokenizer.json");
  }

  @Test
  void refusesATruncatedFileWhereverItEnds() throws IOException {
    String content = Files.readString(TokenizerGoldens.tokenizerFile()).strip();
    Random random = new Random(3);
    for (int run = 0; run < 40; run++) {
      assertRefused(content.substring(0, random.nextInt(content.length())), "tokenizer.json");
    }
    assertRefused(content + "{}", "tokenizer.json");
  }

  @Test
  void refusesBytesThatAreNotUtf8() throws IOException {
    Path file = Files.write(folder.resolve("tokenizer.json"), new byte[] {'{', (byte) 0xFF, '}'});
    assertThatThrownBy(() -> Tokenizer.load(file))
        .isInstanceOf(ModelIntegrityException.class)
        .hasMessageContaining("UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void refusesDeepNesting(String opening) throws IOException {
    assertRefused(opening.repeat(100_000), "tokenizer.json");
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        fault("model.type", root -> model(root).addProperty("type", "WordPiece")),
        fault("model.type", root -> model(root).remove("type")),
        fault("normalizer", root -> root.add("normalizer", new JsonObject())),
        fault("decoder", root -> root.remove("decoder")),
        fault("decoder.type", root -> type(root, "decoder").addProperty("type", "Metaspace")),
        fault("pre_tokenizer", root -> root.remove("pre_tokenizer")),
        fault(
            "ByteLevel",
            root -> type(root, "pre_tokenizer").getAsJsonArray("pretokenizers").remove(1)),
        fault("dropout", root -> model(root).addProperty("dropout", 0.1)),
        fault("byte_fallback", root -> model(root).addProperty("byte_fallback", true)),
        fault("byte_fallback", root -> model(root).addProperty("byte_fallback", "no")),
        fault("unk_token", root -> model(root).addProperty("unk_token", "<unk>")),
        fault("model.vocab", root -> model(root).remove("vocab")),
        fault("model.vocab", root -> model(root).add("vocab", new JsonArray())),
        fault("lies beyond", root -> model(root).add("vocab", new JsonObject())),
        fault("belongs to two tokens", root -> vocab(root).addProperty("the", 5)),
        fault("id 900 lies beyond", root -> vocab(root).addProperty("qqq", 900)),
        fault("id 513 lies beyond", root -> vocab(root).addProperty("qqq", 513)),
        fault("-1", root -> vocab(root).addProperty("qqq", -1)),
        fault("1.5", root -> vocab(root).addProperty("qqq", 1.5)),
        fault("99999999999", root -> vocab(root).addProperty("qqq", 99999999999L)),
        fault("whole number", root -> vocab(root).addProperty("qqq", "7")),
        fault("not byte-level", root -> rename(root, "he", "h e")),
        fault("byte 21 has no token", root -> rename(root, "!", "!!!!")),
        fault("model.merges", root -> model(root).remove("merges")),
        fault("merge", root -> model(root).getAsJsonArray("merges").add(3)),
        fault("usable", root -> model(root).getAsJsonArray("merges").add("qq zz")),
        fault("usable", root -> model(root).getAsJsonArray("merges").add("q")),
        fault("added_tokens", root -> root.addProperty("added_tokens", "none")),
        fault("added token", root -> root.getAsJsonArray("added_tokens").add(7)),
        fault("id of an added token", root -> added(root).remove("id")),
        fault("belongs to two tokens", root -> added(root).addProperty("id", 481)),
        fault("lies beyond", root -> added(root).addProperty("id", 128_000)),
        fault("content", root -> added(root).remove("content")),
        fault("empty", root -> added(root).addProperty("content", "")),
        fault("lstrip", root -> added(root).addProperty("lstrip", true)),
        fault("normalized", root -> added(root).addProperty("normalized", true)),
        fault("special", root -> added(root).addProperty("special", 1)),
        fault("usable", root -> split(root).add("pattern", new JsonPrimitive(3))),
        fault("usable", root -> split(root).getAsJsonObject("pattern").addProperty("Regex", "(")));
  }

  private static Arguments fault(String named, Consumer<JsonObject> damage) {
    return Arguments.of(named, damage);
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("faults")
  void namesTheFault(String named, Consumer<JsonObject> damage) throws IOException {
    JsonObject root = golden();
    damage.accept(root);
    assertRefused(root.toString(), named);
  }

  private static JsonObject model(JsonObject root) {
    return root.getAsJsonObject("model");
  }

  private static JsonObject vocab(JsonObject root) {
    return model(root).getAsJsonObject("vocab");
  }

  private static JsonObject type(JsonObject root, String part) {
    return root.getAsJsonObject(part);
  }

  private static JsonObject split(JsonObject root) {
    return type(root, "pre_tokenizer").getAsJsonArray("pretokenizers").get(0).getAsJsonObject();
  }

  private static JsonObject added(JsonObject root) {
    return root.getAsJsonArray("added_tokens").get(0).getAsJsonObject();
  }

  private static void rename(JsonObject root, String from, String to) {
    vocab(root).add(to, vocab(root).remove(from));
  }

  @Test
  void randomDamageNeverEscapesTheFamilyOfModelExceptions() throws IOException {
    byte[] content = Files.readAllBytes(TokenizerGoldens.tokenizerFile());
    Random random = new Random(17);
    int refused = 0;
    for (int run = 0; run < 300; run++) {
      byte[] damaged = content.clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        damaged[random.nextInt(damaged.length)] = (byte) (0x20 + random.nextInt(0x60));
      }
      Path file = Files.write(folder.resolve("tokenizer.json"), damaged);
      try (Tokenizer tokenizer = Tokenizer.load(file)) {
        assertThat(tokenizer.decode(tokenizer.encode("a cat"))).isEqualTo("a cat");
      } catch (ModelException e) {
        assertThat(e).hasMessageContaining(file.toString());
        refused++;
      }
    }
    assertThat(refused).isBetween(50, 300);
  }

  @Test
  void namesAMissingFile() {
    Path missing = folder.resolve("nowhere").resolve("tokenizer.json");
    assertThatThrownBy(() -> Tokenizer.load(missing))
        .isInstanceOf(ModelNotFoundException.class)
        .hasMessageContaining(missing.toString());
    assertThatThrownBy(() -> Tokenizer.load(folder)).isInstanceOf(ModelNotFoundException.class);
  }

  @Test
  void aMissingSpecialTokenIsNamedWhenATemplateNeedsIt() throws IOException {
    JsonObject root = golden();
    root.getAsJsonArray("added_tokens")
        .get(9)
        .getAsJsonObject()
        .addProperty("content", "<|other|>");
    Path file = write(root.toString());
    try (Tokenizer tokenizer = Tokenizer.load(file)) {
      assertThatThrownBy(() -> new PromptTemplate(tokenizer))
          .isInstanceOf(ModelIntegrityException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("<|eot_id|>");
      assertThatThrownBy(() -> ChatTemplate.plm(tokenizer, 1))
          .isInstanceOf(ModelIntegrityException.class);
    }
  }

  @Test
  void acceptsAnAddedTokenThatIsAlsoInTheVocabulary() throws IOException {
    JsonObject root = golden();
    for (int i = 0; i < 32; i++) {
      JsonObject token = root.getAsJsonArray("added_tokens").get(i).getAsJsonObject();
      vocab(root).add(token.get("content").getAsString(), token.get("id"));
    }
    try (Tokenizer tokenizer = Tokenizer.load(write(root.toString()))) {
      assertThat(tokenizer.vocabularySize()).isEqualTo(512);
      assertThat(tokenizer.encode("a<|image|>")).endsWith(482);
      assertThat(tokenizer.encodeAsText("<|image|>")).doesNotContain(482);
    }
  }

  @Test
  void findsTheLongestAddedTokenAndKeepsUnspecialOnesInText() throws IOException {
    JsonObject root = golden();
    added(root).addProperty("content", "<|image|>+");
    added(root).addProperty("special", false);
    try (Tokenizer tokenizer = Tokenizer.load(write(root.toString()))) {
      assertThat(tokenizer.encode("<|image|><|image|>+")).containsExactly(482, 480);
      assertThat(tokenizer.decodeText(482, 480)).isEqualTo("<|image|>+");
    }
  }

  @Test
  void readsMergesWrittenAsText() throws IOException {
    JsonObject root = golden();
    JsonArray merges = new JsonArray();
    for (var merge : model(root).getAsJsonArray("merges")) {
      JsonArray pair = merge.getAsJsonArray();
      merges.add(pair.get(0).getAsString() + " " + pair.get(1).getAsString());
    }
    model(root).add("merges", merges);
    String text = "the visual content that the user provides";
    try (Tokenizer expected = Tokenizer.load(TokenizerGoldens.tokenizerFile());
        Tokenizer tokenizer = Tokenizer.load(write(root.toString()))) {
      assertThat(tokenizer.encode(text)).isEqualTo(expected.encode(text));
    }
  }

  @Test
  void survivesAFileFullOfRandomBytes() throws IOException {
    byte[] noise = new byte[4096];
    new Random(1).nextBytes(noise);
    assertRefused(new String(noise, StandardCharsets.ISO_8859_1), "tokenizer.json");
  }
}
