package ai.vugen.model.language;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds added tokens in a text: the leftmost first, and of those that begin there the longest. */
final class AddedTokens {
  /** An added token and its place in the vocabulary. */
  record Added(String content, int id) {}

  /** An added token found at {@code start}. */
  record Match(Added token, int start) {
    int end() {
      return start + token.content().length();
    }
  }

  private final Map<Character, List<Added>> byFirstChar = new HashMap<>();
  private final Map<String, Integer> ids = new HashMap<>();

  AddedTokens(List<TokenizerFile.Token> vocabulary) {
    for (int id = 0; id < vocabulary.size(); id++) {
      String content = vocabulary.get(id).added();
      if (content != null) {
        ids.put(content, id);
        byFirstChar
            .computeIfAbsent(content.charAt(0), first -> new ArrayList<>())
            .add(new Added(content, id));
      }
    }
    Comparator<Added> longestFirst =
        Comparator.comparingInt((Added token) -> token.content().length()).reversed();
    byFirstChar.values().forEach(tokens -> tokens.sort(longestFirst));
  }

  /** Returns the id of an added token, or null if there is none with this content. */
  @Nullable Integer idOf(String content) {
    return ids.get(content);
  }

  /** Returns the first added token in {@code text} at or after {@code from}, or null. */
  @Nullable Match find(String text, int from) {
    for (int start = from; start < text.length(); start++) {
      for (Added token : byFirstChar.getOrDefault(text.charAt(start), List.of())) {
        if (text.startsWith(token.content(), start)) {
          return new Match(token, start);
        }
      }
    }
    return null;
  }
}
