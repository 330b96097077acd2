package ai.vugen.evaluation.geneval;

import ai.vugen.image.Pixels;

/** Who makes the pictures of prompts where no model draws them. */
@FunctionalInterface
public interface PictureSource {
  /**
   * Makes a picture.
   *
   * @param place of the prompt
   * @param index of the picture among those of the prompt, from 0
   */
  Pixels picture(PromptFolder place, int index);
}
