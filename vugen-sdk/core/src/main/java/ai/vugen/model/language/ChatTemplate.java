package ai.vugen.model.language;

import ai.vugen.error.InvalidRequestException;
import java.util.List;

/**
 * The conversation format of PLM, as token ids.
 *
 * <pre>{@code
 * <|begin_of_text|><|start_header_id|>system<|end_header_id|>
 *
 * {system text}<|eot_id|><|start_header_id|>user<|end_header_id|>
 *
 * {image tokens}{text}<|eot_id|><|start_header_id|>assistant<|end_header_id|>
 *
 * }</pre>
 *
 * <p>Where PLM's two public sources differ, this follows the Hugging Face chat template, not the
 * original code: texts are trimmed, images stand in front of the text, and {@code <image>} in a
 * text is plain text. For images before one trimmed question without that tag both agree. One thing
 * differs from either: texts never become special tokens, so that nobody who writes a message can
 * end a turn or fake an image; and an empty system text leaves the system block out.
 *
 * <p>Thread-safe; does not own the tokenizer. Source: perception_models {@code conversation.py},
 * chat template of {@code facebook/Perception-LM-1B}.
 */
public final class ChatTemplate {
  /** The system text that PLM was trained with. */
  public static final String PLM_SYSTEM_TEXT =
      "You are a helpful language and vision assistant. You are able to understand the visual"
          + " content that the user provides, and assist the user with a variety of tasks using"
          + " natural language.";

  private final Tokenizer tokenizer;
  private final int tokensPerImage;
  private final String systemText;

  /**
   * Creates a template.
   *
   * @param tokensPerImage image tokens of one image, tile or frame, ≥ 1 (PLM: 256)
   * @param systemText what the system block says; blank for no system block
   * @throws InvalidRequestException if {@code tokensPerImage} is not positive
   * @throws ai.vugen.error.ModelIntegrityException if the tokenizer lacks a token of the format
   */
  public ChatTemplate(Tokenizer tokenizer, int tokensPerImage, String systemText) {
    if (tokensPerImage < 1) {
      throw new InvalidRequestException(
          "An image has " + tokensPerImage + " tokens in the chat template; it needs at least 1.");
    }
    for (SpecialToken token : SpecialToken.values()) {
      tokenizer.id(token);
    }
    this.tokenizer = tokenizer;
    this.tokensPerImage = tokensPerImage;
    this.systemText = systemText;
  }

  /** Returns PLM's template with PLM's system text. */
  public static ChatTemplate plm(Tokenizer tokenizer, int tokensPerImage) {
    return new ChatTemplate(tokenizer, tokensPerImage, PLM_SYSTEM_TEXT);
  }

  /** Returns a template that differs in the system text; blank for no system block. */
  public ChatTemplate withSystemText(String text) {
    return new ChatTemplate(tokenizer, tokensPerImage, text);
  }

  /**
   * Returns the ids of a conversation up to where the model is to answer.
   *
   * <p>A system message in front replaces the template's system text.
   *
   * @throws InvalidRequestException if there is no message
   */
  public int[] prompt(List<TemplateMessage> messages) {
    return answerHeader(conversation(messages, writer())).ids();
  }

  /** Returns {@link #prompt} as it would be written, for people to read. */
  public String promptText(List<TemplateMessage> messages) {
    return answerHeader(conversation(messages, writer())).written();
  }

  /**
   * Returns the ids of a finished conversation, as a model learns it; each message ends with {@code
   * <|eot_id|>}.
   *
   * @throws InvalidRequestException if there is no message
   */
  public int[] conversation(List<TemplateMessage> messages) {
    return conversation(messages, writer()).ids();
  }

  /** Returns {@link #conversation} as it would be written, for people to read. */
  public String conversationText(List<TemplateMessage> messages) {
    return conversation(messages, writer()).written();
  }

  /**
   * Returns only the ids that continue a conversation whose keys and values are kept.
   *
   * <p>The kept part must end with the last token of the model's answer, without the {@code
   * <|eot_id|>} that closes it: the ids begin with that token. They go up to where the model is to
   * answer again.
   */
  public int[] nextTurn(TemplateMessage message) {
    PromptWriter writer = writer().special(SpecialToken.END_OF_TURN);
    return answerHeader(message(message, writer)).ids();
  }

  /** Returns the ids at which an answer ends: {@code <|eot_id|>} and {@code <|end_of_text|>}. */
  public int[] stopIds() {
    return new int[] {
      tokenizer.id(SpecialToken.END_OF_TURN), tokenizer.id(SpecialToken.END_OF_TEXT)
    };
  }

  private PromptWriter writer() {
    return new PromptWriter(tokenizer);
  }

  private PromptWriter conversation(List<TemplateMessage> messages, PromptWriter writer) {
    if (messages.isEmpty()) {
      throw new InvalidRequestException("The conversation is empty; it needs at least a message.");
    }
    writer.special(SpecialToken.BEGIN_OF_TEXT);
    boolean ownSystemText = messages.get(0).role() == TemplateMessage.Role.SYSTEM;
    TemplateMessage system = ownSystemText ? messages.get(0) : TemplateMessage.system(systemText);
    if (!Whitespace.trim(system.text()).isEmpty()) {
      message(system, writer);
    }
    for (TemplateMessage message : messages.subList(ownSystemText ? 1 : 0, messages.size())) {
      message(message, writer);
    }
    return writer;
  }

  private PromptWriter message(TemplateMessage message, PromptWriter writer) {
    return header(message.role(), writer)
        .special(SpecialToken.IMAGE, Math.multiplyExact(message.images(), tokensPerImage))
        .special(SpecialToken.VIDEO, Math.multiplyExact(message.frames(), tokensPerImage))
        .text(Whitespace.trim(message.text()))
        .special(SpecialToken.END_OF_TURN);
  }

  private static PromptWriter answerHeader(PromptWriter writer) {
    return header(TemplateMessage.Role.ASSISTANT, writer);
  }

  private static PromptWriter header(TemplateMessage.Role role, PromptWriter writer) {
    return writer
        .special(SpecialToken.START_HEADER)
        .text(role.header())
        .special(SpecialToken.END_HEADER)
        .text("\n\n");
  }
}
