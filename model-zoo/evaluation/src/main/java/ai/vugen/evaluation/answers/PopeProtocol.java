package ai.vugen.evaluation.answers;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.evaluation.answers.YesNoReader.YesNo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The ways in which POPE is scored. */
public enum PopeProtocol {
  /**
   * lmms-eval's way: only "yes" and "no" count, in any case; recall leaves out yes questions with
   * another answer; the yes ratio is that of the right answers, whatever the model said.
   */
  LMMS_EVAL,

  /**
   * VLMEvalKit's way: {@link YesNoReader#VLMEVALKIT}; whatever is not yes is a negative. VLMEvalKit
   * reports no yes ratio; here it is the share of answers read as yes.
   */
  VLMEVALKIT,

  /**
   * lmms-eval's reading, counted as the terms are defined: whatever is not "yes" is a negative; the
   * yes ratio is the share of answers "yes".
   */
  STRICT;

  /**
   * Scores answers; one in several categories counts once in each, and so in all.
   *
   * @throws InvalidRequestException if there are none
   */
  public PopeScore score(List<PopeScore.Answer> answers) {
    if (answers.isEmpty()) {
      throw new InvalidRequestException("POPE scores of no answers; expected at least one.");
    }
    List<PopeScore.Answer> all = new ArrayList<>();
    Map<String, List<PopeScore.Answer>> categories = new LinkedHashMap<>();
    for (PopeScore.Answer answer : answers) {
      for (String category : List.of(answer.category().split(",", -1))) {
        all.add(answer);
        categories.computeIfAbsent(category, name -> new ArrayList<>()).add(answer);
      }
    }
    Map<String, PopeScore.Rates> rates = new LinkedHashMap<>();
    categories.forEach((category, some) -> rates.put(category, rates(some)));
    return new PopeScore(this, rates(all), rates);
  }

  private PopeScore.Rates rates(List<PopeScore.Answer> answers) {
    int truePositives = count(answers, true, YesNo.YES);
    int falsePositives = count(answers, false, YesNo.YES);
    int falseNegatives = count(answers, true, YesNo.NO);
    int yesQuestions = (int) answers.stream().filter(PopeScore.Answer::expected).count();
    int right = truePositives + count(answers, false, YesNo.NO);
    boolean asCoded = this == LMMS_EVAL;
    return new PopeScore.Rates(
        answers.size(),
        (double) right / answers.size(),
        PopeScore.Rates.ratio(truePositives, truePositives + falsePositives),
        PopeScore.Rates.ratio(
            truePositives, asCoded ? truePositives + falseNegatives : yesQuestions),
        (double) (asCoded ? yesQuestions : truePositives + falsePositives) / answers.size());
  }

  private int count(List<PopeScore.Answer> answers, boolean expected, YesNo said) {
    return (int)
        answers.stream()
            .filter(answer -> answer.expected() == expected && read(answer.prediction()) == said)
            .count();
  }

  /** Returns what a prediction says by these rules. */
  public YesNo read(String prediction) {
    if (this == VLMEVALKIT) {
      return YesNoReader.VLMEVALKIT.read(prediction);
    }
    String plain = PlainText.strip(PlainText.lower(prediction));
    return plain.equals("yes") ? YesNo.YES : plain.equals("no") ? YesNo.NO : YesNo.UNKNOWN;
  }
}
