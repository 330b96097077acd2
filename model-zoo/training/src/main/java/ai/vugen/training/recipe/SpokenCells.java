package ai.vugen.training.recipe;

import ai.vugen.model.language.Tokenizer;
import ai.vugen.model.vision.VisionConfig;
import ai.vugen.world.ObjectColour;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the image tokens of a batch show, in the language model's own tokens: the names of the
 * things in each token's cells, the words of their colours, and the halves of the picture in which
 * they are: "dog red left top".
 */
final class SpokenCells {
  private SpokenCells() {}

  /**
   * Returns the words of scenes whose cells are labelled one a patch; tokens that show background
   * alone have none.
   *
   * @param names of the concepts
   * @return targets of image tokens, as indices into {@code [batch * tokensPerTile]}
   */
  static WordTargets of(
      WorldData.Scenes scenes, List<String> names, VisionConfig vision, Tokenizer tokenizer) {
    WordTargets.Builder targets = new WordTargets.Builder();
    int perTile = vision.tokensPerTile();
    for (int token = 0; token < scenes.count() * perTile; token++) {
      targets.addWords(token, words(scenes, names, vision, token), tokenizer);
    }
    return targets.build();
  }

  /** Returns the names, colours and halves of the square of patches that became one token. */
  private static Set<String> words(
      WorldData.Scenes scenes, List<String> names, VisionConfig vision, int token) {
    int side = vision.poolingRatio();
    int columns = vision.nativeGrid().columns();
    int pooled = columns / side;
    int image = token / vision.tokensPerTile();
    int at = token % vision.tokensPerTile();
    int first =
        image * vision.nativeGrid().cells() + at / pooled * side * columns + at % pooled * side;
    Set<String> words = new TreeSet<>();
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int patch = first + y * columns + x;
        int concept = (int) scenes.concepts()[patch];
        int colour = (int) scenes.colours()[patch];
        if (concept > 0) {
          words.add(names.get(concept - 1));
        }
        if (colour > 0) {
          words.add(ObjectColour.tints().get(colour - 1).word());
        }
      }
    }
    if (!words.isEmpty()) {
      words.add(at % pooled < pooled / 2 ? "left" : "right");
      words.add(at / pooled < pooled / 2 ? "top" : "bottom");
    }
    return words;
  }
}
