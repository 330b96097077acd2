package ai.vugen.world;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Finds where captions name the things of a scene, and what they have said of each by then.
 *
 * <p>A place is known of the second of two things in a row or a column: by the relation, or, where
 * none is said, because captions list things in reading order.
 */
final class Mentions {
  private final Nouns nouns;

  Mentions(Nouns nouns) {
    this.nouns = nouns;
  }

  /** A name found in a caption. */
  private record Found(Subject subject, int start, int end) {
    boolean overlaps(int from, int to) {
      return from < end && start < to;
    }
  }

  /**
   * Returns the mentions of a caption from first to last; things of which it says nothing have
   * none.
   */
  List<Mention> of(Scene scene, String caption) {
    String text = caption.toLowerCase(Locale.ROOT);
    List<Mention> mentions = new ArrayList<>();
    List<Found> names = names(scene, text);
    for (Found found : names) {
      List<String> words = new ArrayList<>();
      Subject subject = found.subject();
      String colour = subject.colour().isTint() ? subject.colour().word() : "";
      if (!colour.isEmpty() && text.substring(0, found.start()).endsWith(colour + " ")) {
        words.add(colour);
      }
      if (subject.count() > 1) {
        words.add(Noun.NUMBERS.get(subject.count()));
      }
      if (scene.hasRelation() && found == names.get(1)) {
        boolean inOrder = scene.subjects().get(0).equals(subject);
        words.add(Relation.of(scene.layout(), inOrder).side());
      }
      if (!words.isEmpty()) {
        mentions.add(new Mention(found.end(), words));
      }
    }
    return mentions;
  }

  /** Longer names first, so that a hot dog is not taken for the dog. */
  private List<Found> names(Scene scene, String text) {
    List<Subject> subjects = new ArrayList<>(scene.subjects());
    subjects.sort(Comparator.comparingInt(s -> -nouns.of(s).name().length()));
    List<Found> found = new ArrayList<>();
    subjects.forEach(subject -> found.add(name(subject, text, found)));
    found.sort(Comparator.comparingInt(Found::start));
    return found;
  }

  private Found name(Subject subject, String text, List<Found> taken) {
    for (String form : nouns.of(subject).forms()) {
      int start = text.indexOf(form);
      while (start >= 0) {
        int from = start;
        int to = start + form.length();
        if (isWord(text, from, to) && taken.stream().noneMatch(f -> f.overlaps(from, to))) {
          return new Found(subject, from, to);
        }
        start = text.indexOf(form, start + 1);
      }
    }
    throw new IllegalArgumentException(
        "The caption \"%s\" does not name the %s.".formatted(text, nouns.of(subject).name()));
  }

  private static boolean isWord(String text, int from, int to) {
    return (from == 0 || !Character.isLetter(text.charAt(from - 1)))
        && (to == text.length() || !Character.isLetter(text.charAt(to)));
  }
}
