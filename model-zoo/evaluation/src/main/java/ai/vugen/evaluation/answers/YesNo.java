package ai.vugen.evaluation.answers;

/** What an answer to a yes/no question says. */
public enum YesNo {
  YES,
  NO,
  /** Neither, or both. */
  UNKNOWN
}
