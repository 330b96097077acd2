package ai.vugen.model.language;

import ai.vugen.error.InvalidRequestException;
import java.util.Locale;

/**
 * One message of a conversation: who speaks, the pictures shown, then the text said.
 *
 * @param role who speaks
 * @param images number of images in front of the text, ≥ 0; each tile of a tiled image, its
 *     thumbnail included, counts as one
 * @param frames number of video frames in front of the text, after the images, ≥ 0
 * @param text what is said; always plain text, whatever special tokens it spells out
 */
public record TemplateMessage(Role role, int images, int frames, String text) {

  /** Who speaks. */
  public enum Role {
    /** Instructions to the model, in front of a conversation. */
    SYSTEM,
    /** The person who asks. */
    USER,
    /** The model. */
    ASSISTANT;

    /** Returns the name in the message's header, as {@code "user"}. */
    String header() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Creates a message.
   *
   * @throws InvalidRequestException if the number of images or frames is negative
   */
  public TemplateMessage {
    if (images < 0 || frames < 0) {
      throw new InvalidRequestException(
          "A message has "
              + images
              + " images and "
              + frames
              + " frames; neither can be negative.");
    }
  }

  /** Returns instructions, which in front of a conversation replace the template's own. */
  public static TemplateMessage system(String text) {
    return new TemplateMessage(Role.SYSTEM, 0, 0, text);
  }

  /** Returns a question without images. */
  public static TemplateMessage user(String text) {
    return user(0, text);
  }

  /** Returns a question about images. */
  public static TemplateMessage user(int images, String text) {
    return new TemplateMessage(Role.USER, images, 0, text);
  }

  /** Returns an answer of the model. */
  public static TemplateMessage assistant(String text) {
    return new TemplateMessage(Role.ASSISTANT, 0, 0, text);
  }
}
