package ai.vugen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.text.AnswerOptions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conversations without pictures, with pictures in any turn, and with a history given at once. */
class HistoryTest {
  private static final ImageInput IMAGE = ImageInput.of(TinyVuGen.picture(64, 64));
  private static final ImageInput OTHER = ImageInput.of(TinyVuGen.picture(40, 90));
  private static final AnswerOptions BRIEF = AnswerOptions.DEFAULT.withMaxTokens(6);
  private static VuGen vugen;

  @BeforeAll
  static void open(@TempDir Path temporary) {
    vugen = VuGen.builder().model(TinyVuGen.model(temporary)).build();
  }

  @AfterAll
  static void close() {
    vugen.close();
  }

  private static Answer answer(ChatMessage... messages) {
    return vugen.understand(new ChatRequest(List.of(messages), BRIEF));
  }

  @Test
  void noPictureIsNeeded() {
    Answer answer = answer(ChatMessage.user("hello"));
    assertThat(answer.promptTokens()).isPositive();
    assertThat(vugen.understand(ChatRequest.of("hello").withOptions(BRIEF))).isEqualTo(answer);
    try (Conversation conversation = vugen.chat()) {
      assertThat(conversation.ask("hello", BRIEF)).isEqualTo(answer);
      assertThat(conversation.tokenCount())
          .isEqualTo(answer.promptTokens() + answer.completionTokens());
    }
  }

  @Test
  void theSystemMessageReplacesTheModelsOwn() {
    Answer own = answer(ChatMessage.user("hello"));
    Answer none = answer(ChatMessage.system(""), ChatMessage.user("hello"));
    Answer other = answer(ChatMessage.system("be brief"), ChatMessage.user("hello"));
    assertThat(none.promptTokens()).isLessThan(other.promptTokens());
    assertThat(own.promptTokens()).isNotEqualTo(other.promptTokens());
  }

  @Test
  void aConversationGoesOnBehindItsHistory() {
    List<ChatMessage> history =
        List.of(
            ChatMessage.system("be brief"),
            ChatMessage.user(IMAGE, "what?"),
            ChatMessage.assistant("a dog"));
    ChatMessage.UserMessage question = ChatMessage.user(OTHER, "and now?");
    Answer answer = answer(history.get(0), history.get(1), history.get(2), question);
    try (Conversation conversation = vugen.chat(history)) {
      assertThat(conversation.tokenCount()).isZero();
      assertThat(conversation.ask(question, BRIEF)).isEqualTo(answer);
    }
    Answer swapped =
        answer(
            history.get(0),
            ChatMessage.user(OTHER, "what?"),
            history.get(2),
            ChatMessage.user(IMAGE, "and now?"));
    assertThat(swapped.promptTokens()).isEqualTo(answer.promptTokens());
    assertThat(swapped.text()).isNotEqualTo(answer.text());
  }

  @Test
  void turnsComputeWhatTheWholeHistoryDoes() {
    // An answer whose text gives its tokens again, so that both ways have the same tokens.
    for (String first : List.of("hello", "who?", "why?", "when?", "how?", "a", "b", "c")) {
      AnswerOptions one = AnswerOptions.DEFAULT.withMaxTokens(1);
      try (Conversation conversation = vugen.chat()) {
        Answer said = conversation.ask(first, one);
        Answer turn = conversation.ask(ChatMessage.user(IMAGE, "what?"), BRIEF);
        Answer whole =
            answer(
                ChatMessage.user(first),
                ChatMessage.assistant(said.text()),
                ChatMessage.user(IMAGE, "what?"));
        if (turn.promptTokens() == whole.promptTokens()) {
          assertThat(turn).isEqualTo(whole);
          return;
        }
      }
    }
    throw new AssertionError("no answer is the text of its own tokens; ask something else");
  }

  @Test
  void picturesOfLaterTurnsAreSeen() {
    try (Conversation one = vugen.chat();
        Conversation other = vugen.chat()) {
      Answer first = one.ask("hello", BRIEF);
      assertThat(other.ask("hello", BRIEF)).isEqualTo(first);
      Answer seen = one.ask(ChatMessage.user(IMAGE, "what?"), BRIEF);
      Answer otherwise = other.ask(ChatMessage.user(OTHER, "what?"), BRIEF);
      assertThat(otherwise.promptTokens()).isEqualTo(seen.promptTokens());
      assertThat(otherwise.text()).isNotEqualTo(seen.text());
    }
  }

  @Test
  void aPictureOfTheFirstQuestionStandsBeforeItsOwn() {
    Answer both = answer(ChatMessage.user(List.of(IMAGE, OTHER), "what?"));
    try (Conversation conversation = vugen.chat(IMAGE)) {
      assertThat(conversation.ask(ChatMessage.user(OTHER, "what?"), BRIEF)).isEqualTo(both);
    }
  }

  @Test
  void whatIsNoConversationIsRefused() {
    refused(() -> answer(), "last message is no question");
    refused(() -> answer(ChatMessage.user("?"), ChatMessage.assistant("!")), "no question");
    refused(
        () -> answer(ChatMessage.user("?"), ChatMessage.system("!"), ChatMessage.user("?")),
        "Message 2 is a system message");
    refused(
        () -> vugen.chat(List.of(ChatMessage.assistant("!"), ChatMessage.system("?"))),
        "Message 2 is a system message");
    refused(() -> ChatMessage.user(IMAGE, " "), "question is blank");
  }

  private static void refused(Runnable call, String words) {
    assertThatThrownBy(call::run)
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining(words);
  }
}
