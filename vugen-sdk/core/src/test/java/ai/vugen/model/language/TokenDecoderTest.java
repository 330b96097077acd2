package ai.vugen.model.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenDecoderTest {
  private Tokenizer tokenizer;

  @BeforeAll
  void load() {
    tokenizer = Tokenizer.load(TokenizerGoldens.tokenizerFile());
  }

  @AfterAll
  void close() {
    tokenizer.close();
  }

  @Test
  void streamsWholeCharactersOnly() {
    String text = "a 👨‍👩‍👧‍👦 naïve 中文 \u0301\u0000 é🏽 end";
    TokenDecoder decoder = tokenizer.decoder();
    List<String> pieces = new ArrayList<>();
    for (int id : tokenizer.encodeAsText(text)) {
      pieces.add(decoder.append(id));
    }
    assertThat(decoder.finish()).isEmpty();
    assertThat(String.join("", pieces)).isEqualTo(text);
    for (String piece : pieces) {
      assertThat(piece).doesNotContain("\uFFFD");
      assertThat(piece.isEmpty() || !Character.isHighSurrogate(piece.charAt(piece.length() - 1)))
          .isTrue();
    }
  }

  @Test
  void streamingEndsAnUnfinishedCharacterWithAReplacement() {
    TokenDecoder decoder = tokenizer.decoder();
    assertThat(decoder.append(158)).isEmpty(); // E2
    assertThat(decoder.append(224)).isEmpty(); // 82
    assertThat(decoder.append(tokenizer.id(SpecialToken.END_OF_TURN))).isEmpty();
    assertThat(decoder.finish()).isEqualTo("\uFFFD");
    assertThat(decoder.finish()).isEmpty();
  }

  @Test
  void streamedPiecesJoinToTheDecodedText() {
    Random random = new Random(5);
    for (int run = 0; run < 200; run++) {
      int[] ids = random.ints(random.nextInt(30), 0, tokenizer.vocabularySize()).toArray();
      TokenDecoder decoder = tokenizer.decoder();
      StringBuilder joined = new StringBuilder();
      Arrays.stream(ids).forEach(id -> joined.append(decoder.append(id)));
      joined.append(decoder.finish());
      assertThat(joined.toString()).isEqualTo(tokenizer.decodeText(ids));
    }
  }
}
