package ai.vugen.training.recipe;

import ai.vugen.model.language.Tokenizer;
import ai.vugen.model.vision.VisionConfig;
import ai.vugen.world.ObjectColour;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the image tokens of a batch show, in the language model's own tokens: the names of the
 * things in each token's cells and the words of their colours.
 *
 * @param tokens indices into {@code [batch * tokensPerTile]}, one for each word token
 * @param targets the word token's id
 * @param weights one divided by the word tokens of the same image token
 */
@SuppressWarnings("ArrayRecordComponent") // plain training data, never compared
record SpokenCells(long[] tokens, long[] targets, float[] weights) {

  /**
   * The words of scenes whose cells are labelled one a patch; background has none.
   *
   * @param names of the concepts
   */
  static SpokenCells of(
      WorldData.Scenes scenes, List<String> names, VisionConfig vision, Tokenizer tokenizer) {
    List<Long> tokens = new ArrayList<>();
    List<Integer> targets = new ArrayList<>();
    List<Float> weights = new ArrayList<>();
    int perTile = vision.tokensPerTile();
    for (int token = 0; token < scenes.count() * perTile; token++) {
      Set<Integer> ids = new TreeSet<>();
      for (String word : words(scenes, names, vision, token)) {
        for (int id : tokenizer.encodeAsText(" " + word)) {
          ids.add(id);
        }
      }
      for (int id : ids) {
        tokens.add((long) token);
        targets.add(id);
        weights.add(1f / ids.size());
      }
    }
    float[] shares = new float[weights.size()];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = weights.get(i);
    }
    return new SpokenCells(
        tokens.stream().mapToLong(Long::longValue).toArray(),
        targets.stream().mapToLong(Integer::longValue).toArray(),
        shares);
  }

  /** The names and colour words in the square of patches that became one token. */
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
    return words;
  }
}
