package ai.vugen.evaluation.answers;

import java.util.HashMap;
import java.util.Map;

/**
 * Puts back the apostrophe that a contraction has lost, for the words that VQA's evaluation knows.
 */
final class Contractions {
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

  /** The word with its apostrophes; itself if it is no known contraction. */
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
