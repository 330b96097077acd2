package ai.vugen.evaluation.answers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ways in which VQA answers are made comparable: punctuation and articles go, number words
 * become digits, contractions get their apostrophes. Source: the evaluation of Antol et al. 2015,
 * "VQA: Visual Question Answering", as the named programs implement it.
 */
public enum VqaNormalization {
  /** lmms-eval's way for VQAv2: of periods, those before a digit stay. */
  LMMS_EVAL("\\d,+\\d", "\\.(?!\\d)"),

  /** VLMEvalKit's way: periods next to a digit stay. */
  VLMEVALKIT("\\d,\\d", "(?<!\\d)\\.(?!\\d)"),

  /** The EvalAI processor as a whole, for TextVQA: also removes "," and "?" and parts "'s" off. */
  EVALAI("\\d,+\\d", "\\.(?!\\d)");

  private static final String PUNCTUATION = ";/[]\"{}()=+\\_-><@`,?!";

  /** A misplaced argument in the programs ends the removal of periods here. */
  private static final int MOST_PERIODS = 32;

  private static final Set<String> ARTICLES = Set.of("a", "an", "the");

  private static final Map<String, String> NUMBERS =
      Map.ofEntries(
          Map.entry("none", "0"),
          Map.entry("zero", "0"),
          Map.entry("one", "1"),
          Map.entry("two", "2"),
          Map.entry("three", "3"),
          Map.entry("four", "4"),
          Map.entry("five", "5"),
          Map.entry("six", "6"),
          Map.entry("seven", "7"),
          Map.entry("eight", "8"),
          Map.entry("nine", "9"),
          Map.entry("ten", "10"));

  @SuppressWarnings("ImmutableEnumChecker") // a Pattern is immutable
  private final Pattern digitComma;

  @SuppressWarnings("ImmutableEnumChecker")
  private final Pattern period;

  VqaNormalization(String digitComma, String period) {
    this.digitComma = Pattern.compile(digitComma, Pattern.UNICODE_CHARACTER_CLASS);
    this.period = Pattern.compile(period, Pattern.UNICODE_CHARACTER_CLASS);
  }

  /** Returns the comparable form of an answer; may be empty. */
  public String normalize(String answer) {
    String text = this == EVALAI ? apart(answer) : answer;
    text = PlainText.strip(text.replace('\n', ' ').replace('\t', ' '));
    return words(withoutPunctuation(text));
  }

  /** Removes punctuation, or puts a space for it where it stands between characters. */
  String withoutPunctuation(String text) {
    boolean thousands = digitComma.matcher(text).find();
    String plain = text;
    for (int i = 0; i < PUNCTUATION.length(); i++) {
      String mark = PUNCTUATION.substring(i, i + 1);
      boolean outside = text.contains(mark + " ") || text.contains(" " + mark);
      plain = plain.replace(mark, outside || thousands ? "" : " ");
    }
    return withoutPeriods(plain);
  }

  private String withoutPeriods(String text) {
    Matcher matcher = period.matcher(text);
    StringBuilder plain = new StringBuilder();
    for (int removed = 0; removed < MOST_PERIODS && matcher.find(); removed++) {
      matcher.appendReplacement(plain, "");
    }
    return matcher.appendTail(plain).toString();
  }

  private static String apart(String answer) {
    String text = PlainText.lower(answer).replace(",", "").replace("?", "").replace("'s", " 's");
    return PlainText.strip(text);
  }

  private static String words(String text) {
    List<String> words = new ArrayList<>();
    for (String word : PlainText.words(PlainText.lower(text))) {
      if (!ARTICLES.contains(word)) {
        words.add(Contractions.of(NUMBERS.getOrDefault(word, word)));
      }
    }
    return String.join(" ", words);
  }

  /**
   * Puts back the apostrophe that a contraction has lost, for the words that VQA's evaluation
   * knows.
   */
  static final class Contractions {
    /** Each is also recognised with any one of its apostrophes missing. */
    private static final String KNOWN =
        """
        ain't aren't can't could've couldn't couldn't've didn't doesn't don't hadn't hadn't've hasn't
        haven't isn't mightn't mightn't've might've mustn't must've needn't not've oughtn't shan't
        should've shouldn't shouldn't've wasn't weren't won't would've wouldn't wouldn't've
        he'd he'd've he's it'd it'd've it'll she'd've we'd've we've
        they'd they'd've they'll they're they've you'd you'd've you'll you're you've
        y'all y'all'll y'all'd've that's there'd there'd've there're there's
        how'd how'll how's what'll what're what's what've when's where'd where's where've
        who'd who'd've who'll who's who've why'll why're why's
        somebody'd've somebody'll somebody's someone'd someone'd've someone'll someone's
        something'd something'd've something'll ma'am o'clock 'twas 'ow's'at
        """;

    private static final Map<String, String> COMPLETE = complete();

    private Contractions() {}

    /** Returns the word with its apostrophes; itself if it is no known contraction. */
    static String of(String word) {
      return COMPLETE.getOrDefault(word, word);
    }

    private static Map<String, String> complete() {
      Map<String, String> complete = new HashMap<>();
      for (String word : PlainText.words(KNOWN)) {
        for (int at = word.indexOf('\''); at >= 0; at = word.indexOf('\'', at + 1)) {
          complete.put(word.substring(0, at) + word.substring(at + 1), word);
        }
      }
      complete.put("somebody'd", "somebodyd"); // a slip in the official table, so part of the rule
      return Map.copyOf(complete);
    }
  }
}
