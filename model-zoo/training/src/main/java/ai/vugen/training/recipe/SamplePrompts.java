package ai.vugen.training.recipe;

import java.util.List;

/** Prompts that are drawn again and again while the tower learns, so that progress shows. */
final class SamplePrompts {
  static final List<String> SHEET =
      List.of(
          "a red apple",
          "a dog",
          "a blue car",
          "a yellow banana",
          "a cat",
          "a green tree",
          "a purple umbrella",
          "a horse",
          "two red apples on a blue background",
          "three dogs",
          "two yellow cars",
          "four cats",
          "a cat to the left of a dog",
          "a red car to the right of a green apple",
          "an apple above a banana",
          "a clock below a cup",
          "a dog and a bicycle",
          "a blue chair and a red clock",
          "a photo of a pizza",
          "a photo of a black cat",
          "a white sheep on a green background",
          "an orange fish on a light blue background",
          "a robot",
          "a pink elephant");

  private SamplePrompts() {}
}
