package ai.vugen.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.Answer;
import ai.vugen.CallOptions;
import ai.vugen.ChatMessage;
import ai.vugen.ChatRequest;
import ai.vugen.Conversation;
import ai.vugen.ImageInput;
import ai.vugen.VuGen;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.image.Pixels;
import ai.vugen.image.Tiling;
import ai.vugen.text.AnswerOptions;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * PLM's own numbers of tokens, tiles, positions and words in a network that is narrow enough for a
 * test.
 */
class FullContextTest {
  private static final String CONFIG =
      SyntheticModel.config(SyntheticModel.PLM_1B)
          .replace("\"num_hidden_layers\": 16", "\"num_hidden_layers\": 1")
          .replace("\"hidden_size\": 2048", "\"hidden_size\": 16")
          .replace("\"head_dim\": 64", "\"head_dim\": 8")
          .replace("\"num_attention_heads\": 32", "\"num_attention_heads\": 2")
          .replace("\"num_key_value_heads\": 8", "\"num_key_value_heads\": 1")
          .replace("\"intermediate_size\": 8192", "\"intermediate_size\": 16")
          .replace(
              "\"depth\": 23",
              "\"depth\": 1, \"num_heads\": 1, \"patch_size\": 2, \"mlp_ratio\": 1.0")
          .replace("\"embed_dim\": 1024", "\"embed_dim\": 8")
          .replace("448", "64");

  private static final int TILE_TOKENS = 256;
  private static final AnswerOptions BRIEF = AnswerOptions.DEFAULT.withMaxTokens(3);
  private static VuGen vugen;

  @BeforeAll
  static void open(@TempDir Path temporary) {
    Path model = temporary.resolve("model");
    SyntheticModel.write(CONFIG, 1, 1 << 20, model, (done, all) -> {});
    vugen = VuGen.builder().model(model).cacheBytes(64 << 20).build();
  }

  @AfterAll
  static void close() {
    vugen.close();
  }

  private static ImageInput picture(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (i * 31 + i / width * 7);
    }
    return ImageInput.of(Pixels.of(width, height, rgb));
  }

  private static long contextHits() {
    return vugen.statistics().cache("image contexts").hits();
  }

  @Test
  void thirtySixTilesAndAThumbnailAreSeenAndRemembered() {
    ImageInput picture = picture(64, 64);
    StringBuilder streamed = new StringBuilder();
    Answer first =
        vugen.understand(
            ChatRequest.of(picture, "what?").withOptions(BRIEF),
            CallOptions.DEFAULT.withTextListener(streamed::append));
    assertThat(streamed).hasToString(first.text());
    long hits = contextHits();
    try (Conversation conversation = vugen.chat(picture)) {
      assertThat(conversation.ask("what?", BRIEF)).isEqualTo(first);
      assertThat(contextHits()).isEqualTo(hits + 1);
      assertThat(conversation.tokenCount()).isBetween(37 * TILE_TOKENS, 37 * TILE_TOKENS + 200);
      conversation.ask("and where?", BRIEF); // at positions beyond 9472
    }
    ChatMessage oneTile = ChatMessage.user(picture, "what?").withTiling(new Tiling.Vanilla());
    Answer vanilla = vugen.understand(new ChatRequest(List.of(oneTile), BRIEF));
    assertThat(vanilla.text()).isNotEqualTo(first.text());
    assertThat(first.promptTokens() - vanilla.promptTokens()).isEqualTo(36 * TILE_TOKENS);
  }

  @Test
  void framesAreOneTileEachAsFarAsTheContextReaches() {
    ImageInput frame = picture(90, 50);
    try (Conversation conversation = vugen.chat()) {
      conversation.ask(ChatMessage.user(Collections.nCopies(40, frame), "what moves?"), BRIEF);
      assertThat(conversation.tokenCount()).isBetween(40 * TILE_TOKENS, 40 * TILE_TOKENS + 200);
    }
    List<ImageInput> tooMany = Collections.nCopies(45, frame);
    assertThatThrownBy(() -> vugen.understand(ChatRequest.of(tooMany, "what moves?")))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("context holds 11520");
  }

  @Test
  void aModelWithoutAVugenSectionSaysHowToDraw() {
    assertThatThrownBy(() -> vugen.generate("a cat"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("init-vugen");
  }
}
