package ai.vugen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.Answer.FinishReason;
import ai.vugen.error.CancelledException;
import ai.vugen.error.ClosedException;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.model.vision.Tiling;
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

  @Test
  void theFirstTurnIsWhatUnderstandAnswers() {
    try (Conversation conversation = vugen.chat(IMAGE)) {
      assertThat(conversation.ask("what?", BRIEF))
          .isEqualTo(vugen.understand(UnderstandRequest.of(IMAGE, "what?").withOptions(BRIEF)));
    }
  }

  @Test
  void turnsRememberWhatWasSaid() {
    try (Conversation one = vugen.chat(IMAGE);
        Conversation other = vugen.chat(IMAGE)) {
      Answer first = one.ask("what?", BRIEF);
      int length = one.tokenCount();
      Answer second = one.ask("and where?", BRIEF);
      assertThat(one.tokenCount()).isGreaterThan(length + second.tokenCount());
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
      single = -one.ask("what?", five).tokenCount();
      single += one.tokenCount();
    }
    vugen.clearCaches();
    UnderstandRequest both = UnderstandRequest.of(List.of(IMAGE, other), "what?").withOptions(five);
    Answer answer = vugen.understand(both);
    try (Conversation two = vugen.chat(List.of(IMAGE, other), null)) {
      assertThat(two.ask("what?", five)).isEqualTo(answer); // from the cache
      assertThat(two.tokenCount() - answer.tokenCount()).isEqualTo(single + 4);
    }
    assertThat(vugen.understand(both.withTiling(new Tiling.Vanilla()))).isEqualTo(answer);
    UnderstandRequest swapped = UnderstandRequest.of(List.of(other, IMAGE), "what?");
    assertThat(vugen.understand(swapped.withOptions(five))).isNotEqualTo(answer);
    assertThatThrownBy(() -> UnderstandRequest.of(List.of(), "what?"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("no picture");
  }

  @Test
  void aCancelledTurnLeavesNoTrace() {
    try (Conversation broken = vugen.chat(IMAGE);
        Conversation whole = vugen.chat(IMAGE)) {
      broken.ask("what?", BRIEF);
      Cancellation cancellation = new Cancellation();
      AnswerOptions stopping =
          AnswerOptions.DEFAULT
              .withCancellation(cancellation)
              .withOnText(t -> cancellation.cancel());
      assertThatThrownBy(() -> broken.ask("and where?", stopping))
          .isInstanceOf(CancelledException.class);
      whole.ask("what?", BRIEF);
      assertThat(broken.ask("how many?", BRIEF)).isEqualTo(whole.ask("how many?", BRIEF));
    }
  }

  @Test
  void textStreamsInWholeCharacters() {
    List<String> pieces = new ArrayList<>();
    Answer answer =
        vugen.understand(
            UnderstandRequest.of(IMAGE, "what?").withMaxTokens(40).withOnText(pieces::add));
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
    UnderstandRequest drawn =
        UnderstandRequest.of(IMAGE, "what?").withMaxTokens(16).withTemperature(1.5).withTopP(0.95);
    Answer one = vugen.understand(drawn.withSeed(1));
    assertThat(vugen.understand(drawn.withSeed(1))).isEqualTo(one);
    assertThat(vugen.understand(drawn.withSeed(2))).isNotEqualTo(one);
  }

  @Test
  void stopTextsEndAnAnswer() {
    Answer whole = vugen.understand(UnderstandRequest.of(IMAGE, "what?").withMaxTokens(30));
    String stop = whole.text().substring(whole.text().length() / 2);
    Answer cut =
        vugen.understand(
            UnderstandRequest.of(IMAGE, "what?").withMaxTokens(30).withStops(List.of(stop)));
    assertThat(cut.finishReason()).isEqualTo(FinishReason.STOP_TEXT);
    assertThat(cut.text()).isEqualTo(whole.text().substring(0, whole.text().indexOf(stop)));
  }

  @Test
  void aFullContextEndsAnAnswer() {
    Answer answer = vugen.understand(UnderstandRequest.of(IMAGE, "what?").withMaxTokens(100_000));
    assertThat(answer.finishReason()).isEqualTo(FinishReason.CONTEXT_FULL);
    assertThat(vugen.understand(UnderstandRequest.of(IMAGE, "what?").withMaxTokens(3)))
        .matches(brief -> brief.tokenCount() == 3)
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
