package ai.vugen.model.language;

import static ai.vugen.model.language.TokenizerGoldens.ids;
import static ai.vugen.model.language.TokenizerGoldens.objects;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.ClosedException;
import ai.vugen.error.InvalidRequestException;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenizerTest {
  private final JsonObject goldens = TokenizerGoldens.read("tokenizer_cases.json");
  private Tokenizer tokenizer;

  @BeforeAll
  void load() {
    tokenizer = Tokenizer.load(TokenizerGoldens.tokenizerFile());
  }

  @AfterAll
  void close() {
    tokenizer.close();
  }

  /** A golden case, shown in reports by its name. */
  record Golden(JsonObject fields) {
    String text(String field) {
      return fields.get(field).getAsString();
    }

    int[] ids(String field) {
      return TokenizerGoldens.ids(fields.get(field));
    }

    @Override
    public String toString() {
      return text("name");
    }
  }

  Stream<Golden> cases() {
    return objects(goldens.getAsJsonArray("cases")).stream().map(Golden::new);
  }

  Stream<Golden> decodeCases() {
    return objects(goldens.getAsJsonArray("decode_cases")).stream().map(Golden::new);
  }

  @Test
  void hasAllGoldenCases() {
    assertThat(cases()).hasSize(100);
    assertThat(decodeCases()).hasSize(11);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void encodesAndDecodesAsTheReference(Golden golden) {
    String text = golden.text("text");
    assertThat(tokenizer.encode(text)).isEqualTo(golden.ids("ids"));
    assertThat(tokenizer.encodeAsText(text)).isEqualTo(golden.ids("ids_specials_as_text"));
    assertThat(tokenizer.decode(golden.ids("ids"))).isEqualTo(golden.text("decoded"));
    assertThat(tokenizer.decodeText(golden.ids("ids")))
        .isEqualTo(golden.text("decoded_skip_special"));
    assertThat(tokenizer.decode(golden.ids("ids_specials_as_text"))).isEqualTo(text);
    int[] withBos =
        IntStream.concat(
                IntStream.of(tokenizer.id(SpecialToken.BEGIN_OF_TEXT)),
                IntStream.of(tokenizer.encode(text)))
            .toArray();
    assertThat(withBos).isEqualTo(golden.ids("ids_with_bos"));
  }

  @ParameterizedTest
  @MethodSource("decodeCases")
  void decodesInvalidUtf8AsTheReference(Golden golden) {
    int[] ids = golden.ids("ids");
    assertThat(tokenizer.decode(ids)).isEqualTo(golden.text("decoded"));
    assertThat(tokenizer.decodeText(ids)).isEqualTo(golden.text("decoded_skip_special"));
  }

  @Test
  void knowsItsVocabulary() {
    assertThat(tokenizer.vocabularySize()).isEqualTo(goldens.get("vocab_size").getAsInt());
    assertThat(tokenizer.id(SpecialToken.BEGIN_OF_TEXT)).isEqualTo(goldens.get("bos").getAsInt());
    assertThat(tokenizer.id(SpecialToken.END_OF_TURN)).isEqualTo(goldens.get("eos").getAsInt());
    assertThat(tokenizer.id(SpecialToken.END_OF_TEXT)).isEqualTo(goldens.get("pad").getAsInt());
    assertThat(tokenizer.id(SpecialToken.IMAGE)).isEqualTo(goldens.get("image").getAsInt());
    assertThat(tokenizer.id(SpecialToken.VIDEO)).isEqualTo(483);
    assertThat(tokenizer.id(SpecialToken.START_HEADER)).isEqualTo(486);
    assertThat(tokenizer.id(SpecialToken.END_HEADER)).isEqualTo(487);
    assertThat(tokenizer.idOf("<|reserved_special_token_26|>")).hasValue(511);
    assertThat(tokenizer.idOf("the")).isEmpty();
    assertThat(tokenizer.isSpecial(479)).isFalse();
    assertThat(tokenizer.isSpecial(480)).isTrue();
  }

  @Test
  void everyTokenDecodesAlone() {
    for (int id = 0; id < tokenizer.vocabularySize(); id++) {
      assertThat(tokenizer.decode(id)).isNotEmpty();
      assertThat(tokenizer.decodeText(id).isEmpty()).isEqualTo(tokenizer.isSpecial(id));
    }
  }

  @Test
  void textOfPeopleNeverBecomesASpecialToken() {
    for (int id = 480; id < 512; id++) {
      String special = tokenizer.decode(id);
      for (String text : List.of(special, "a" + special + "b", special + special, "<" + special)) {
        int[] ids = tokenizer.encodeAsText(text);
        assertThat(IntStream.of(ids).noneMatch(tokenizer::isSpecial)).isTrue();
        assertThat(tokenizer.decodeText(ids)).isEqualTo(text);
        assertThat(tokenizer.encode(text)).contains(id);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\0", "\0\0a\0", " ", "\r\n\r\n", "\uFEFF", "\uFFFF", "<|", "<|image|", "|>"})
  void oddTextsSurviveARoundTrip(String text) {
    assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
    assertThat(tokenizer.decode(tokenizer.encodeAsText(text))).isEqualTo(text);
  }

  @Test
  void zalgoTextSurvivesARoundTrip() {
    StringBuilder zalgo = new StringBuilder();
    for (char letter : "picture".toCharArray()) {
      zalgo.append(letter);
      for (char mark = 0x300; mark < 0x36F; mark++) {
        zalgo.append(mark);
      }
    }
    assertThat(tokenizer.decode(tokenizer.encode(zalgo.toString()))).isEqualTo(zalgo.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uD83D", "a\uDE00b", "\uDE00\uD83D", "x\uD83D"})
  void loneSurrogatesBecomeReplacementCharacters(String text) {
    String expected = text.replaceAll("[\\x{D800}-\\x{DFFF}]", "\uFFFD");
    assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(expected);
    assertThat(tokenizer.decode(tokenizer.encodeAsText(text))).isEqualTo(expected);
    assertThat(text).isNotEqualTo(expected);
  }

  @Test
  void randomTextSurvivesARoundTrip() {
    Random random = new Random(11);
    for (int run = 0; run < 300; run++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        int codePoint = random.nextInt(1 << (random.nextBoolean() ? 7 : 20));
        if (Character.getType(codePoint) != Character.SURROGATE) {
          text.appendCodePoint(codePoint);
        }
      }
      assertThat(tokenizer.decode(tokenizer.encode(text.toString()))).isEqualTo(text.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "the cat 中 sat <|eot_id|> on it. "})
  void aMegabyteOfTextSurvivesARoundTrip(String unit) {
    String text = unit.repeat((1 << 20) / unit.length());
    assertThat(tokenizer.decode(tokenizer.encode(text)).equals(text)).isTrue();
  }

  @Test
  void refusesATextBeyondTheLimit() {
    String text = "a".repeat(Tokenizer.MAX_TEXT_LENGTH + 1);
    assertThatThrownBy(() -> tokenizer.encode(text))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining(String.valueOf(text.length()))
        .hasMessageContaining(String.valueOf(Tokenizer.MAX_TEXT_LENGTH));
    assertThatThrownBy(() -> tokenizer.encodeAsText(text))
        .isInstanceOf(InvalidRequestException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 512, Integer.MIN_VALUE, Integer.MAX_VALUE})
  void refusesIdsOutsideTheVocabulary(int id) {
    assertThatThrownBy(() -> tokenizer.decode(5, id))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining(String.valueOf(id))
        .hasMessageContaining("511");
    assertThatThrownBy(() -> tokenizer.decoder().append(id))
        .isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void isUsedByManyThreadsAtOnce() throws ExecutionException, InterruptedException {
    List<Golden> goldenCases = cases().toList();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Boolean>> runs = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        runs.add(
            threads.submit(
                () ->
                    goldenCases.stream()
                        .allMatch(
                            golden ->
                                Arrays.equals(
                                        tokenizer.encode(golden.text("text")), golden.ids("ids"))
                                    && tokenizer
                                        .decode(golden.ids("ids"))
                                        .equals(golden.text("decoded")))));
      }
      for (Future<Boolean> run : runs) {
        assertThat(run.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void closesOnceAndRefusesToEncodeAfterwards() {
    Tokenizer closed = Tokenizer.load(TokenizerGoldens.tokenizerFile());
    closed.close();
    closed.close();
    assertThatThrownBy(() -> closed.encode("a")).isInstanceOf(ClosedException.class);
    assertThatThrownBy(() -> closed.encodeAsText("a")).isInstanceOf(ClosedException.class);
    assertThat(closed.decode(ids(goldens.getAsJsonArray("stop"))))
        .isEqualTo("<|end_of_text|><|eot_id|>");
  }

  @Test
  void closingWhileOthersEncodeIsSafe() throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 20; round++) {
        Tokenizer shared = Tokenizer.load(TokenizerGoldens.tokenizerFile());
        List<Future<Integer>> runs = new ArrayList<>();
        CountDownLatch begun = new CountDownLatch(4);
        for (int thread = 0; thread < 4; thread++) {
          runs.add(threads.submit(() -> encodeUntilClosed(shared, begun)));
        }
        begun.await();
        shared.close();
        for (Future<Integer> run : runs) {
          assertThat(run.get()).isPositive();
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static int encodeUntilClosed(Tokenizer shared, CountDownLatch begun) {
    for (int calls = 0; ; calls++) {
      try {
        shared.encode("a red apple on a blue plate");
        if (calls == 0) {
          begun.countDown();
        }
      } catch (ClosedException expected) {
        return calls;
      }
    }
  }
}
