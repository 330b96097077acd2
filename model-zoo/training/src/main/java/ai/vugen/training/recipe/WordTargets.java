package ai.vugen.training.recipe;

import ai.vugen.model.language.Tokenizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Words that states are to give, token by token.
 *
 * @param rows index of the state, once for each token it is to give
 * @param targets the token
 * @param weights what the token counts
 */
@SuppressWarnings("ArrayRecordComponent") // plain training data, never compared
record WordTargets(long[] rows, long[] targets, float[] weights) {
  /** True when no state is to give anything. */
  boolean isEmpty() {
    return rows.length == 0;
  }

  /** Returns the same words of other states. */
  WordTargets withRows(long[] others) {
    return new WordTargets(others, targets, weights);
  }

  /** Collects words. */
  static final class Builder {
    private final List<Long> rows = new ArrayList<>();
    private final List<Integer> targets = new ArrayList<>();
    private final List<Float> weights = new ArrayList<>();

    /** One token. */
    void add(long row, int target, float weight) {
      rows.add(row);
      targets.add(target);
      weights.add(weight);
    }

    /** The tokens of words in no order, which count as much as one token together. */
    void addWords(long row, Collection<String> words, Tokenizer tokenizer) {
      Set<Integer> tokens = new TreeSet<>();
      for (String word : words) {
        for (int token : tokenizer.encodeAsText(" " + word)) {
          tokens.add(token);
        }
      }
      tokens.forEach(token -> add(row, token, 1f / tokens.size()));
    }

    WordTargets build() {
      return new WordTargets(longs(rows), longs(targets), floats());
    }

    private static long[] longs(Collection<? extends Number> values) {
      return values.stream().mapToLong(Number::longValue).toArray();
    }

    private float[] floats() {
      float[] floats = new float[weights.size()];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = weights.get(i);
      }
      return floats;
    }
  }
}
