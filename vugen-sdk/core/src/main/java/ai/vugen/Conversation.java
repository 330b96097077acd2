package ai.vugen;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.image.Pixels;
import ai.vugen.model.language.TemplateMessage.Role;
import ai.vugen.pipeline.language.Chat;
import ai.vugen.pipeline.language.Turn;
import ai.vugen.runtime.RunControl;
import ai.vugen.text.AnswerOptions;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A conversation that remembers what was said: each turn computes only what is new. Any turn may
 * show pictures. A turn that fails leaves no trace. Thread-safe, one turn at a time; to be closed.
 */
public final class Conversation implements AutoCloseable {
  private final Chat chat;
  private final ActiveRequests requests;
  private final Consumer<Conversation> onClose;

  Conversation(Chat chat, ActiveRequests requests, Consumer<Conversation> onClose) {
    this.chat = chat;
    this.requests = requests;
    this.onClose = onClose;
  }

  /** Returns messages as the pipeline's turns; pictures are read now. */
  static List<Turn> turns(List<ChatMessage> messages) {
    return messages.stream().map(Conversation::turn).toList();
  }

  private static Turn turn(ChatMessage message) {
    if (message instanceof ChatMessage.UserMessage user) {
      List<Pixels> pictures = user.images().stream().map(ImageInput::toPixels).toList();
      return new Turn(Role.USER, pictures, user.tiling(), user.text());
    }
    Role role = message instanceof ChatMessage.SystemMessage ? Role.SYSTEM : Role.ASSISTANT;
    return new Turn(role, List.of(), Optional.empty(), message.text());
  }

  /** Asks and returns the likeliest answer. */
  public Answer ask(String question) {
    return ask(question, AnswerOptions.DEFAULT);
  }

  /** Asks and returns the answer. */
  public Answer ask(String question, AnswerOptions options) {
    return ask(question, options, CallOptions.DEFAULT);
  }

  /** Asks and returns the answer; see {@link #ask(ChatMessage.UserMessage, AnswerOptions)}. */
  public Answer ask(String question, AnswerOptions options, CallOptions call) {
    return ask(
        ChatMessage.user(InvalidRequestException.notNull(question, "question")), options, call);
  }

  /** Asks, showing the message's pictures, and returns the answer. */
  public Answer ask(ChatMessage.UserMessage question, AnswerOptions options) {
    return ask(question, options, CallOptions.DEFAULT);
  }

  /**
   * Asks, showing the message's pictures, and returns the answer.
   *
   * @throws InvalidRequestException if the model's context cannot hold the question
   * @throws ai.vugen.error.CancelledException if the call's cancellation was cancelled
   * @throws ai.vugen.error.DeadlineExceededException if the call's deadline passed
   * @throws ai.vugen.error.ClosedException if this or the model is or becomes closed
   */
  public Answer ask(ChatMessage.UserMessage question, AnswerOptions options, CallOptions call) {
    InvalidRequestException.notNull(question, "question");
    InvalidRequestException.notNull(options, "options");
    InvalidRequestException.notNull(call, "call");
    return requests.run(call, control -> ask(question, options, call, control));
  }

  /** Asks within a request that is under way. */
  Answer ask(
      ChatMessage.UserMessage question,
      AnswerOptions options,
      CallOptions call,
      RunControl control) {
    TextListener listener = call.textListener().orElse(text -> {});
    return Answer.of(chat.ask(turn(question), options, listener::onText, control));
  }

  /** Returns the number of tokens so far, those of pictures included. */
  public int tokenCount() {
    return chat.length();
  }

  /** Frees the memory of the conversation, after a turn under way; a second call does nothing. */
  @Override
  public void close() {
    chat.close();
    onClose.accept(this);
  }
}
