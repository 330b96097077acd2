package ai.vugen.evaluation.answers;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What may be the answer in a free response, by MMMU's rule: the shortest text after a word that
 * announces an answer, in each line, and the numbers in it.
 *
 * @param texts lower-case texts; a single character with a space before or behind
 * @param numbers numbers rounded to two decimals; may be infinite or NaN
 */
public record OpenAnswer(Set<String> texts, Set<Double> numbers) {
  private static final List<String> ANNOUNCING =
      List.of("could be ", "so ", "is ", "thus ", "therefore ", "final ", "answer ", "result ");

  private static final Set<String> TRIVIAL = Set.of(":", ",", ".", "!", "?", ";", "'");

  private static final List<Pattern> NUMBERS =
      List.of(
          compile("-?\\b\\d{1,3}(?:,\\d{3})+\\b"),
          compile("-?\\d+(?:\\.\\d+)?[eE][+-]?\\d+"),
          compile("-?(?:\\d+\\.\\d+|\\.\\d+|\\d+\\b)(?![eE][+-]?\\d+)(?![,\\d])"));

  public OpenAnswer {
    texts = Collections.unmodifiableSet(new LinkedHashSet<>(texts));
    numbers = Collections.unmodifiableSet(new LinkedHashSet<>(numbers));
  }

  /** Reads a response. */
  public static OpenAnswer parse(String response) {
    List<String> keys = keys(response);
    List<String> found = new ArrayList<>(keys);
    keys.forEach(key -> NUMBERS.forEach(pattern -> addAll(pattern.matcher(key), found)));
    return normalized(found);
  }

  /** True if one of the right answers is among the numbers or contained in one of the texts. */
  public boolean matches(List<String> answers) {
    OpenAnswer right = normalized(answers);
    return right.texts.stream().anyMatch(part -> texts.stream().anyMatch(t -> t.contains(part)))
        || right.numbers.stream().anyMatch(this::has);
  }

  /** NaN equals nothing, as in the official script. */
  private boolean has(double number) {
    return numbers.stream().anyMatch(own -> own.doubleValue() == number);
  }

  private static OpenAnswer normalized(List<String> parts) {
    Set<String> texts = new LinkedHashSet<>();
    Set<Double> numbers = new LinkedHashSet<>();
    for (String part : parts) {
      String text = PlainText.strip(part);
      NumberText.parse(text).ifPresentOrElse(numbers::add, () -> texts.addAll(forms(text)));
    }
    return new OpenAnswer(texts, numbers);
  }

  private static List<String> forms(String text) {
    String lower = PlainText.lower(text);
    boolean single = PlainText.length(lower) == 1; // would be contained in almost anything
    return single ? List.of(" " + lower, lower + " ") : List.of(lower);
  }

  private static List<String> keys(String response) {
    String whole = PlainText.lower(PlainText.strip(PlainText.strip(response), "."));
    List<String> lines = List.of(whole.split("\n", -1));
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String key = key(lines.get(i), i == lines.size() - 1);
      if (!key.isEmpty() && !TRIVIAL.contains(key)) {
        keys.add(key);
      }
    }
    return keys.isEmpty() ? List.of(whole) : keys;
  }

  /**
   * Returns the shortest text behind an announcing word, or empty; the last line may be an
   * equation.
   */
  private static String key(String line, boolean last) {
    List<String> announcing = new ArrayList<>(ANNOUNCING);
    if (last) {
      announcing.add("=");
    }
    String shortest = "";
    for (String word : announcing) {
      int at = line.lastIndexOf(word);
      if (at >= 0) {
        String behind = PlainText.strip(line.substring(at + word.length()));
        boolean shorter = PlainText.length(behind) < PlainText.length(shortest);
        shortest = shortest.isEmpty() || shorter ? behind : shortest;
      }
    }
    return shortest;
  }

  private static void addAll(Matcher matcher, List<String> found) {
    while (matcher.find()) {
      found.add(matcher.group());
    }
  }

  private static Pattern compile(String regex) {
    return Pattern.compile(regex, Pattern.UNICODE_CHARACTER_CLASS);
  }

  /** Numbers as MMMU's script, which is written in Python, recognises and rounds them. */
  static final class NumberText {
    private static final String DIGITS = "[0-9]+(?:_[0-9]+)*";

    private static final Pattern DECIMAL =
        Pattern.compile(
            "[+-]?(?:%s(?:\\.(?:%s)?)?|\\.%s)(?:[eE][+-]?%s)?"
                .formatted(DIGITS, DIGITS, DIGITS, DIGITS));

    private static final Pattern INFINITE =
        Pattern.compile("[+-]?inf(?:inity)?", Pattern.CASE_INSENSITIVE);

    private static final Pattern NOT_A_NUMBER =
        Pattern.compile("[+-]?nan", Pattern.CASE_INSENSITIVE);

    private NumberText() {}

    /** Returns the number that a text is, rounded to two decimals; commas are passed over. */
    static Optional<Double> parse(String text) {
      String plain = PlainText.strip(text.replace(",", ""));
      if (DECIMAL.matcher(plain).matches()) {
        return Optional.of(rounded(Double.parseDouble(plain.replace("_", ""))));
      }
      if (INFINITE.matcher(plain).matches()) {
        boolean negative = plain.startsWith("-");
        return Optional.of(negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
      }
      return NOT_A_NUMBER.matcher(plain).matches() ? Optional.of(Double.NaN) : Optional.empty();
    }

    /** Python rounds the exact binary value, ties to even. */
    private static double rounded(double number) {
      return Double.isInfinite(number)
          ? number
          : new BigDecimal(number).setScale(2, RoundingMode.HALF_EVEN).doubleValue();
    }
  }
}
