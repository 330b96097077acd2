package ai.vugen;

import ai.vugen.pipeline.language.Chat;
import ai.vugen.pipeline.language.Reply;
import ai.vugen.runtime.RunControl;
import java.util.function.Consumer;

/**
 * A conversation about a picture that remembers what was said: each turn computes only what is new.
 * A turn that fails leaves no trace. Thread-safe, one turn at a time; to be closed.
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

  /** Asks and returns the likeliest answer; see {@link #ask(String, AnswerOptions)}. */
  public Answer ask(String question) {
    return ask(question, AnswerOptions.DEFAULT);
  }

  /**
   * Asks and returns the answer.
   *
   * @throws ai.vugen.error.InvalidRequestException if the question is blank, or the model's context
   *     cannot hold it
   * @throws ai.vugen.error.CancelledException if the options' cancellation was cancelled
   * @throws ai.vugen.error.DeadlineExceededException if the options' deadline passed
   * @throws ai.vugen.error.ClosedException if this or the model is or becomes closed
   */
  public Answer ask(String question, AnswerOptions options) {
    return requests.run(
        ActiveRequests.control(options.deadline()),
        options.cancellation(),
        control -> ask(question, options, control));
  }

  /** Asks within a request that is under way. */
  Answer ask(String question, AnswerOptions options, RunControl control) {
    Consumer<String> onText = options.onText();
    return answer(
        chat.ask(question, options.settings(), onText == null ? text -> {} : onText, control));
  }

  private static Answer answer(Reply reply) {
    return new Answer(
        reply.text(),
        reply.tokens().size(),
        switch (reply.finish()) {
          case STOP -> Answer.FinishReason.STOP;
          case STOP_TEXT -> Answer.FinishReason.STOP_TEXT;
          case MAX_TOKENS -> Answer.FinishReason.MAX_TOKENS;
          case CONTEXT_FULL -> Answer.FinishReason.CONTEXT_FULL;
        });
  }

  /** The number of tokens so far, the picture's included. */
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
