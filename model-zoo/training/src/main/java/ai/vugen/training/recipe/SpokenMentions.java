package ai.vugen.training.recipe;

import ai.vugen.model.language.PromptTemplate;
import ai.vugen.model.language.Tokenizer;
import ai.vugen.world.Mention;

/**
 * What captions say of things as words that the states at the things' names are to give: after "a
 * red apple left of a blue car", "blue" and "right" at "car".
 */
final class SpokenMentions {
  private static final int END_OF_TURN = 1; // token that ends a prompt

  private SpokenMentions() {}

  /**
   * Returns the words of every mention.
   *
   * @param length tokens of the longest caption, to which the others are padded
   */
  static WordTargets of(
      WorldData.Scenes scenes, int length, PromptTemplate prompt, Tokenizer tokenizer) {
    WordTargets.Builder words = new WordTargets.Builder();
    for (int b = 0; b < scenes.count(); b++) {
      for (Mention mention : scenes.mentions().get(b)) {
        String said = scenes.captions().get(b).substring(0, mention.end());
        int last = prompt.encode(said).length - END_OF_TURN - 1;
        words.addWords((long) b * length + last, mention.words(), tokenizer);
      }
    }
    return words.build();
  }
}
