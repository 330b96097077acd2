package ai.vugen.evaluation.answers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * lmms-eval's search for an option letter in free text: many forms are looked for, the most telling
 * one wins, and of equals the last.
 */
final class FreeLetters {
  private static final String ENDS = ",.!?;:'\"";

  /** Phrases that announce the answer. */
  private static final List<String> PHRASES =
      List.of(
          "the answer is",
          "answer is",
          "the correct answer is",
          "correct answer is",
          "the best answer is",
          "best answer is",
          "the correct option is",
          "correct option is",
          "the best option is",
          "best option is",
          "the choice is",
          "choice is",
          "the correct choice is",
          "correct choice is",
          "i choose",
          "i select",
          "i pick",
          "my answer is",
          "my choice is",
          "옵션",
          "정답은",
          "답은",
          "답:",
          "答案是",
          "答案为",
          "选",
          "答えは");

  private final String text;
  private final String inner;
  private final int choices;
  private final List<Candidate> candidates = new ArrayList<>();

  private record Candidate(char letter, int weight, int position) {
    boolean beats(Candidate other) {
      return weight != other.weight ? weight > other.weight : position > other.position;
    }
  }

  private FreeLetters(String answer, int choices) {
    this.text = " " + PlainText.strip(PlainText.strip(answer), ENDS) + " ";
    this.inner = PlainText.strip(text);
    this.choices = choices;
  }

  /**
   * Returns the likeliest of the first so many letters, or none if the answer has no trace of one.
   */
  static Optional<Character> extract(String answer, int choices) {
    FreeLetters letters = new FreeLetters(answer, choices);
    return PlainText.strip(answer).isEmpty() ? Optional.empty() : letters.best();
  }

  private Optional<Character> best() {
    addForm("(%c)", 6);
    addForm("%c.", 5);
    addForm("%c:", 4);
    addForm("%c)", 3);
    addForm("%c ", 2);
    PHRASES.forEach(this::addAnnounced);
    addAtEnds();
    if (candidates.isEmpty()) {
      addForm("%c", 0);
    }
    return candidates.stream().reduce((a, b) -> b.beats(a) ? b : a).map(Candidate::letter);
  }

  private void addForm(String form, int weight) {
    for (char letter = 'A'; letter < 'A' + choices; letter++) {
      int at = text.lastIndexOf(form.formatted(letter));
      if (at >= 0) {
        candidates.add(new Candidate(letter, weight, at));
      }
    }
  }

  private void addAnnounced(String phrase) {
    int begin = PlainText.lower(text).indexOf(phrase);
    if (begin < 0) {
      return;
    }
    for (char letter = 'A'; letter < 'A' + choices; letter++) {
      int at = text.indexOf(letter, begin + phrase.length());
      if (at >= 0) {
        candidates.add(new Candidate(letter, 7, at));
      }
    }
  }

  private void addAtEnds() {
    if (inner.isEmpty()) {
      return;
    }
    int last = inner.length() - 1;
    char first = inner.charAt(0);
    if (isChoice(first) && (last == 0 || !Character.isLetter(inner.codePointAt(1)))) {
      candidates.add(new Candidate(first, 10, 0));
    }
    char end = inner.charAt(last);
    if (isChoice(end) && (last == 0 || !Character.isLetter(inner.codePointBefore(last)))) {
      candidates.add(new Candidate(end, 9, text.length() - 1));
    }
  }

  private boolean isChoice(char c) {
    return c >= 'A' && c < 'A' + choices;
  }
}
