package ai.vugen.evaluation.answers;

import java.util.List;

/** The ways in which evaluation programs read answers to yes/no questions. */
public enum YesNoReader {
  /**
   * lmms-eval's way for MME: without periods, exactly "yes", "no", "y" or "n", else "yes" or then
   * "no" anywhere in the first four characters, in any case.
   */
  LMMS_EVAL {
    @Override
    public YesNo read(String answer) {
      String plain = PlainText.strip(PlainText.lower(answer)).replace(".", "");
      if (plain.length() == 1) {
        return plain.equals("y") ? YesNo.YES : plain.equals("n") ? YesNo.NO : YesNo.UNKNOWN;
      }
      int end = plain.offsetByCodePoints(0, Math.min(4, PlainText.length(plain)));
      String begin = plain.substring(0, end);
      if (begin.contains("yes")) {
        return YesNo.YES;
      }
      return begin.contains("no") ? YesNo.NO : YesNo.UNKNOWN;
    }
  },

  /**
   * VLMEvalKit's way without a judge model: after {@link VqaNormalization#VLMEVALKIT}'s removal of
   * punctuation, the word "yes" or the word "no" anywhere, but not both.
   */
  VLMEVALKIT {
    @Override
    public YesNo read(String answer) {
      String plain = VqaNormalization.VLMEVALKIT.withoutPunctuation(PlainText.lower(answer));
      List<String> words = PlainText.words(plain);
      if (words.contains("yes") == words.contains("no")) {
        return YesNo.UNKNOWN;
      }
      return words.contains("yes") ? YesNo.YES : YesNo.NO;
    }
  };

  /** Returns what an answer says. */
  public abstract YesNo read(String answer);

  /** What an answer to a yes/no question says. */
  public enum YesNo {
    YES,
    NO,
    /** Neither, or both. */
    UNKNOWN
  }
}
