package ai.vugen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.CancelledException;
import ai.vugen.error.ClosedException;
import ai.vugen.image.Tiling;
import ai.vugen.text.AnswerOptions;
import ai.vugen.text.FinishReason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversationTest {
  private static final ImageInput IMAGE = ImageInput.of(TinyVuGen.picture(64, 64));
  private static final AnswerOptions BRIEF = AnswerOptions.DEFAULT.withMaxTokens(8);
  private static VuGen vugen;

  @BeforeAll
  static void open(@TempDir Path temporary) {
    vugen = VuGen.builder().model(TinyVuGen.model(temporary)).build();
  }

  @AfterAll
  static void close() {
    vugen.close();
  }

  private static ChatRequest upTo(int tokens) {
    return ChatRequest.of(IMAGE, "what?").withOptions(AnswerOptions.DEFAULT.withMaxTokens(tokens));
  }

  @Test
  void theFirstTurnIsWhatUnderstandAnswers() {
    try (Conversation conversation = vugen.chat(IMAGE)) {
      assertThat(conversation.ask("what?", BRIEF))
          .isEqualTo(vugen.understand(ChatRequest.of(IMAGE, "what?").withOptions(BRIEF)));
    }
  }

  @Test
  void turnsRememberWhatWasSaid() {
    try (Conversation one = vugen.chat(IMAGE);
        Conversation other = vugen.chat(IMAGE)) {
      Answer first = one.ask("what?", BRIEF);
      int length = one.tokenCount();
      Answer second = one.ask("and where?", BRIEF);
      assertThat(one.tokenCount()).isGreaterThan(length + second.completionTokens());
      assertThat(other.ask("what?", BRIEF)).isEqualTo(first);
      assertThat(other.ask("and where?", BRIEF)).isEqualTo(second);
    }
  }

  @Test
  void severalPicturesAreOneTileEachInTheirOrder() {
    ImageInput other = ImageInput.of(TinyVuGen.picture(40, 90));
    AnswerOptions five = AnswerOptions.DEFAULT.withMaxTokens(5);
    int single;
    try (Conversation one = vugen.chat(IMAGE)) {
      single = -one.ask("what?", five).completionTokens();
      single += one.tokenCount();
    }
    vugen.clearCaches();
    ChatRequest both = ChatRequest.of(List.of(IMAGE, other), "what?").withOptions(five);
    Answer answer = vugen.understand(both);
    try (Conversation two = vugen.chat()) {
      assertThat(two.ask(ChatMessage.user(List.of(IMAGE, other), "what?"), five))
          .isEqualTo(answer); // from the cache
      assertThat(two.tokenCount() - answer.completionTokens()).isEqualTo(single + 4);
    }
    ChatMessage vanilla =
        ChatMessage.user(List.of(IMAGE, other), "what?").withTiling(new Tiling.Vanilla());
    assertThat(vugen.understand(ChatRequest.of(List.of(vanilla)).withOptions(five)))
        .isEqualTo(answer);
    ChatRequest swapped = ChatRequest.of(List.of(other, IMAGE), "what?");
    assertThat(vugen.understand(swapped.withOptions(five))).isNotEqualTo(answer);
  }

  @Test
  void aCancelledTurnLeavesNoTrace() {
    try (Conversation broken = vugen.chat(IMAGE);
        Conversation whole = vugen.chat(IMAGE)) {
      broken.ask("what?", BRIEF);
      Cancellation cancellation = new Cancellation();
      CallOptions stopping =
          CallOptions.DEFAULT
              .withCancellation(cancellation)
              .withTextListener(t -> cancellation.cancel());
      assertThatThrownBy(() -> broken.ask("and where?", AnswerOptions.DEFAULT, stopping))
          .isInstanceOf(CancelledException.class);
      whole.ask("what?", BRIEF);
      assertThat(broken.ask("how many?", BRIEF)).isEqualTo(whole.ask("how many?", BRIEF));
    }
  }

  @Test
  void textStreamsInWholeCharacters() {
    List<String> pieces = new ArrayList<>();
    Answer answer = vugen.understand(upTo(40), CallOptions.DEFAULT.withTextListener(pieces::add));
    assertThat(String.join("", pieces)).isEqualTo(answer.text());
    assertThat(pieces).hasSizeGreaterThan(1);
    assertThat(pieces)
        .allSatisfy(
            piece -> {
              assertThat(Character.isLowSurrogate(piece.charAt(0))).isFalse();
              assertThat(Character.isHighSurrogate(piece.charAt(piece.length() - 1))).isFalse();
            });
  }

  @Test
  void drawsAreRepeatableBySeed() {
    ChatRequest request = upTo(16);
    AnswerOptions drawn = request.options().withTemperature(1.5).withTopP(0.95);
    Answer one = vugen.understand(request.withOptions(drawn.withSeed(1)));
    assertThat(vugen.understand(request.withOptions(drawn.withSeed(1)))).isEqualTo(one);
    assertThat(vugen.understand(request.withOptions(drawn.withSeed(2)))).isNotEqualTo(one);
    AnswerOptions greedy = drawn.withTopK(1).withSeed(2);
    assertThat(vugen.understand(request.withOptions(greedy))).isEqualTo(vugen.understand(request));
  }

  @Test
  void stopSequencesEndAnAnswer() {
    Answer whole = vugen.understand(upTo(30));
    String stop = whole.text().substring(whole.text().length() / 2);
    Answer cut =
        vugen.understand(upTo(30).withOptions(upTo(30).options().withStopSequences(List.of(stop))));
    assertThat(cut.finishReason()).isEqualTo(FinishReason.STOP_SEQUENCE);
    assertThat(cut.text()).isEqualTo(whole.text().substring(0, whole.text().indexOf(stop)));
  }

  @Test
  void aFullContextEndsAnAnswer() {
    Answer answer = vugen.understand(upTo(100_000));
    assertThat(answer.finishReason()).isEqualTo(FinishReason.CONTEXT_FULL);
    assertThat(vugen.understand(upTo(3)))
        .matches(brief -> brief.completionTokens() == 3)
        .matches(brief -> brief.finishReason() == FinishReason.MAX_TOKENS);
  }

  @Test
  void closedConversationsRefuse() {
    Conversation conversation = vugen.chat(IMAGE);
    conversation.close();
    conversation.close();
    assertThatThrownBy(() -> conversation.ask("what?")).isInstanceOf(ClosedException.class);
  }
}
