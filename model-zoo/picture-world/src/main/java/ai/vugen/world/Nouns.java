package ai.vugen.world;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The nouns of all concepts, by concept id. */
final class Nouns {
  /** Things of which one drawing also shows the other, or one word covers both. */
  private static final Set<Set<String>> ALIKE =
      Set.of(
          Set.of("fork", "knife"),
          Set.of("bowl", "spoon"),
          Set.of("tennis racket", "sports ball"),
          Set.of("house", "tree"),
          Set.of("boat", "cloud"),
          Set.of("bird", "penguin"),
          Set.of("bird", "owl"),
          Set.of("bird", "duck"),
          Set.of("bird", "chicken"),
          Set.of("bear", "panda"),
          Set.of("bear", "koala"),
          Set.of("cat", "lion"),
          Set.of("cat", "tiger"),
          Set.of("fish", "whale"),
          Set.of("fish", "dolphin"),
          Set.of("telephone", "cell phone"),
          Set.of("laptop", "tv"),
          Set.of("laptop", "computer keyboard"),
          Set.of("rainbow", "cloud"),
          Set.of("snowman", "hat"),
          Set.of("couch", "light bulb"));

  private final List<Noun> nouns;

  Nouns(List<String> names) {
    this.nouns = names.stream().map(Noun::of).toList();
  }

  int size() {
    return nouns.size();
  }

  Noun of(int concept) {
    return nouns.get(concept);
  }

  Noun of(Subject subject) {
    return nouns.get(subject.concept());
  }

  /** "a red apple", "two dogs". */
  String counted(Subject subject) {
    return of(subject).counted(subject.count(), subject.colour());
  }

  /** True when asking for one where the other is shown has no clear answer, as for equal names. */
  boolean alike(int one, int other) {
    String a = of(one).name();
    String b = of(other).name();
    return a.equals(b) || shareWord(a, b) || ALIKE.contains(Set.of(a, b));
  }

  /** Joins phrases as "a", "a and b", "a, b and c". */
  static String list(List<String> phrases) {
    int last = phrases.size() - 1;
    return last == 0
        ? phrases.get(0)
        : String.join(", ", phrases.subList(0, last)) + " and " + phrases.get(last);
  }

  private static boolean shareWord(String a, String b) {
    List<String> words = Arrays.asList(b.split(" ", -1));
    return Arrays.stream(a.split(" ", -1)).anyMatch(words::contains);
  }
}
