package ai.vugen;

import static ai.vugen.error.InvalidRequestException.notNull;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.text.AnswerOptions;
import java.util.List;

/**
 * A question, with all that was said before it, if anything.
 *
 * @param messages the conversation in order: a system message or none, then questions and answers;
 *     the last is the question that is to be answered
 * @param options how it is answered
 */
public record ChatRequest(List<ChatMessage> messages, AnswerOptions options) {
  /**
   * Checks the messages.
   *
   * @throws InvalidRequestException if a value is null, the last message is no question, or a
   *     system message is not the first
   */
  public ChatRequest {
    messages = checkedHistory(messages, "messages");
    notNull(options, "options");
    if (messages.isEmpty()
        || !(messages.get(messages.size() - 1) instanceof ChatMessage.UserMessage)) {
      throw new InvalidRequestException(
          "The last message is no question; end the messages with ChatMessage.user(...).");
    }
  }

  /** Returns messages that may stand in front of a question. */
  static List<ChatMessage> checkedHistory(List<? extends ChatMessage> messages, String name) {
    List<ChatMessage> checked = Given.list(messages, name);
    for (int i = 1; i < checked.size(); i++) {
      if (checked.get(i) instanceof ChatMessage.SystemMessage) {
        throw new InvalidRequestException(
            "Message %d is a system message; only the first message can be one.".formatted(i + 1));
      }
    }
    return checked;
  }

  /** Returns a question without a picture, with the defaults. */
  public static ChatRequest of(String question) {
    return of(List.of(ChatMessage.user(notNull(question, "question"))));
  }

  /** Returns a question about a picture, with the defaults. */
  public static ChatRequest of(ImageInput image, String question) {
    return of(List.of(ChatMessage.user(image, notNull(question, "question"))));
  }

  /** Returns a question about pictures, in the order in which they are shown, with the defaults. */
  public static ChatRequest of(List<? extends ImageInput> images, String question) {
    return of(List.of(ChatMessage.user(images, notNull(question, "question"))));
  }

  /** Returns a conversation whose last message is to be answered, with the defaults. */
  public static ChatRequest of(List<? extends ChatMessage> messages) {
    return new ChatRequest(Given.list(messages, "messages"), AnswerOptions.DEFAULT);
  }

  /** Returns the same with other options. */
  public ChatRequest withOptions(AnswerOptions other) {
    return new ChatRequest(messages, other);
  }

  /** Returns what was said before the question. */
  List<ChatMessage> history() {
    return messages.subList(0, messages.size() - 1);
  }

  /** Returns the question. */
  ChatMessage.UserMessage question() {
    return (ChatMessage.UserMessage) messages.get(messages.size() - 1);
  }
}
