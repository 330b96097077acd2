package ai.vugen.evaluation.understanding;

import ai.vugen.ImageInput;
import ai.vugen.VuGen;
import ai.vugen.image.Pixels;

/** Who answers questions about pictures: a model, or what it is compared with. */
@FunctionalInterface
public interface PictureAnswerer {
  /** Answers one question; nothing of earlier questions is known. */
  String answer(Pixels picture, String question);

  /**
   * A model that answers greedily, with at most 256 tokens.
   *
   * @param vugen open as long as questions are asked
   */
  static PictureAnswerer of(VuGen vugen) {
    return (picture, question) -> vugen.understand(ImageInput.of(picture), question).text();
  }
}
