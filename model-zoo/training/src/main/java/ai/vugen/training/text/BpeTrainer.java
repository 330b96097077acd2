package ai.vugen.training.text;

import ai.vugen.assembly.BpeVocabulary;
import ai.vugen.assembly.BpeVocabulary.Merge;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.model.language.ByteLevel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Trains a byte-level BPE vocabulary: starting from the 256 bytes, the most frequent pair of
 * neighbours inside words becomes a token, again and again.
 *
 * <p>The same texts, in any order, give the same vocabulary: of equally frequent pairs the one with
 * the smaller ids wins. Pairs seen once are left alone; if that leaves fewer tokens than asked for,
 * reserved tokens fill the rest. One instance trains once and is not thread-safe. Source: Sennrich,
 * Haddow, Birch, "Neural machine translation of rare words with subword units", algorithm 1.
 */
public final class BpeTrainer {
  private static final long LEAST_COUNT = 2;
  private static final Comparator<Map.Entry<Pair, Long>> IMPORTANCE =
      Map.Entry.<Pair, Long>comparingByValue()
          .thenComparing(entry -> entry.getKey().left(), Comparator.reverseOrder())
          .thenComparing(entry -> entry.getKey().right(), Comparator.reverseOrder());

  private final int textTokens;
  private final List<String> tokens = new ArrayList<>();
  private final Map<String, Integer> ids = new HashMap<>();
  private final Set<Merge> merges = new LinkedHashSet<>();
  private final Map<Pair, Long> counts = new HashMap<>();
  private final Map<Pair, Set<Word>> occurrences = new HashMap<>();

  /** Two neighbouring tokens. */
  private record Pair(int left, int right) {}

  /** A word of the texts: how often it occurs, and the tokens it now consists of. */
  private static final class Word {
    final long count;
    int[] pieces;

    Word(long count, int[] pieces) {
      this.count = count;
      this.pieces = pieces;
    }
  }

  private BpeTrainer(int textTokens) {
    this.textTokens = textTokens;
    IntStream.range(0, 256)
        .map(ByteLevel::charOf)
        .sorted() // Llama 3 numbers the bytes in the order of their characters
        .forEach(c -> token(String.valueOf((char) c)));
  }

  /**
   * Trains on texts.
   *
   * @param texts what the model will read and write: captions, questions, answers
   * @param vocabularySize number of tokens, special ones included
   * @throws InvalidRequestException if the size does not hold the bytes and the special tokens
   */
  public static BpeVocabulary train(Iterable<String> texts, int vocabularySize) {
    int textTokens = vocabularySize - BpeVocabulary.LEAST_SPECIAL;
    if (textTokens < 256) {
      throw new InvalidRequestException(
          "A vocabulary of "
              + vocabularySize
              + " tokens is too small: the bytes and the special tokens need "
              + (256 + BpeVocabulary.LEAST_SPECIAL)
              + ".");
    }
    BpeTrainer trainer = new BpeTrainer(textTokens);
    trainer.countWords(texts);
    trainer.mergeUntilFull();
    int reserved = textTokens - trainer.tokens.size();
    return new BpeVocabulary(trainer.tokens, List.copyOf(trainer.merges), reserved);
  }

  private void countWords(Iterable<String> texts) {
    Map<String, Long> words = new TreeMap<>();
    for (String text : texts) {
      SplitPattern.forEachWord(text, word -> words.merge(word, 1L, Long::sum));
    }
    words.forEach(
        (text, count) -> {
          String written = ByteLevel.write(text.getBytes(StandardCharsets.UTF_8));
          int[] bytes = written.chars().map(c -> token(String.valueOf((char) c))).toArray();
          enter(new Word(count, bytes));
        });
  }

  private void mergeUntilFull() {
    while (tokens.size() < textTokens) {
      Pair best = mostImportant();
      if (best == null) {
        return;
      }
      String left = tokens.get(best.left());
      String right = tokens.get(best.right());
      merges.add(new Merge(left, right));
      int joined = token(left + right);
      for (Word word : List.copyOf(occurrences.getOrDefault(best, Set.of()))) {
        withdraw(word);
        word.pieces = join(word.pieces, best, joined);
        enter(word);
      }
    }
  }

  private @Nullable Pair mostImportant() {
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() >= LEAST_COUNT)
        .max(IMPORTANCE)
        .map(Map.Entry::getKey)
        .orElse(null);
  }

  /** Returns the id of a token, a new one if need be; two merges may give the same token. */
  private int token(String written) {
    Integer known = ids.putIfAbsent(written, tokens.size());
    if (known != null) {
      return known;
    }
    tokens.add(written);
    return tokens.size() - 1;
  }

  private static int[] join(int[] pieces, Pair pair, int joined) {
    int[] result = new int[pieces.length];
    int length = 0;
    for (int i = 0; i < pieces.length; i++) {
      boolean here =
          i + 1 < pieces.length && pieces[i] == pair.left() && pieces[i + 1] == pair.right();
      result[length++] = here ? joined : pieces[i];
      i += here ? 1 : 0;
    }
    return Arrays.copyOf(result, length);
  }

  private void enter(Word word) {
    for (int i = 0; i + 1 < word.pieces.length; i++) {
      Pair pair = new Pair(word.pieces[i], word.pieces[i + 1]);
      counts.merge(pair, word.count, Long::sum);
      occurrences.computeIfAbsent(pair, key -> new LinkedHashSet<>()).add(word);
    }
  }

  private void withdraw(Word word) {
    for (int i = 0; i + 1 < word.pieces.length; i++) {
      Pair pair = new Pair(word.pieces[i], word.pieces[i + 1]);
      counts.computeIfPresent(pair, (key, n) -> n == word.count ? null : n - word.count);
      occurrences.computeIfPresent(
          pair, (key, words) -> words.remove(word) && words.isEmpty() ? null : words);
    }
  }
}
