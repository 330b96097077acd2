package ai.vugen;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.image.Tiling;
import java.util.List;
import java.util.Optional;

/** One message of a conversation: instructions, a question with or without pictures, an answer. */
public sealed interface ChatMessage {
  /** Returns what is said. */
  String text();

  /** Returns instructions to the model, which can only be the first message. */
  static ChatMessage system(String text) {
    return new SystemMessage(text);
  }

  /** Returns a question without pictures. */
  static UserMessage user(String text) {
    return user(List.of(), text);
  }

  /** Returns a question about a picture. */
  static UserMessage user(ImageInput image, String text) {
    return user(List.of(InvalidRequestException.notNull(image, "image")), text);
  }

  /** Returns a question about pictures, such as the frames of a video, in their order. */
  static UserMessage user(List<? extends ImageInput> images, String text) {
    return new UserMessage(Given.list(images, "images"), text, Optional.empty());
  }

  /** Returns an answer of the model. */
  static ChatMessage assistant(String text) {
    return new AssistantMessage(text);
  }

  /**
   * Instructions to the model, in front of a conversation; they replace the model's own.
   *
   * @param text the instructions; blank for none at all
   */
  record SystemMessage(String text) implements ChatMessage {
    /**
     * @throws InvalidRequestException if {@code text} is null
     */
    public SystemMessage {
      InvalidRequestException.notNull(text, "text");
    }
  }

  /**
   * A question.
   *
   * @param images the pictures shown in front of it, in order; may be empty
   * @param text what is asked, not blank
   * @param tiling how each picture is cut; empty for the model's own way: one picture as a
   *     thumbnail and tiles where the model takes them, several as one tile each
   */
  record UserMessage(List<ImageInput> images, String text, Optional<Tiling> tiling)
      implements ChatMessage {
    /**
     * @throws InvalidRequestException if a value is null or the text is blank
     */
    public UserMessage {
      images = Given.list(images, "images");
      InvalidRequestException.notNull(tiling, "tiling");
      if (InvalidRequestException.notNull(text, "text").isBlank()) {
        throw new InvalidRequestException("The question is blank; ask something.");
      }
    }

    /** Returns the same with another way to cut each picture. */
    public UserMessage withTiling(Tiling other) {
      return new UserMessage(
          images, text, Optional.of(InvalidRequestException.notNull(other, "tiling")));
    }
  }

  /**
   * An answer that the model gave.
   *
   * @param text the answer; may be empty
   */
  record AssistantMessage(String text) implements ChatMessage {
    /**
     * @throws InvalidRequestException if {@code text} is null
     */
    public AssistantMessage {
      InvalidRequestException.notNull(text, "text");
    }
  }
}
