package ai.vugen.evaluation.answers;

/**
 * Right answers among questions of MMMU.
 *
 * @param correct number of right answers
 * @param questions number of questions
 */
public record MmmuCount(int correct, int questions) {
  /** The share of right answers, 0 to 1; 0 without questions. */
  public double accuracy() {
    return questions == 0 ? 0 : (double) correct / questions;
  }

  MmmuCount plus(MmmuCount other) {
    return new MmmuCount(correct + other.correct, questions + other.questions);
  }
}
