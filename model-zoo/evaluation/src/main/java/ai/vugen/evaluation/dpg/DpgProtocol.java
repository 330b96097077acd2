package ai.vugen.evaluation.dpg;

import ai.vugen.error.InvalidRequestException;

/** The two sets of rules by which DPG-Bench answers can be scored. */
public enum DpgProtocol {
  /**
   * What the published script does, for comparison with published numbers: the table's first row is
   * ignored; a later block of rows of an item replaces an earlier one; only the exact answer {@code
   * "yes"} counts; zeros reach a question's children only if these are listed later; an item with
   * an unknown parent fails and is left out; categories see only the last picture of each item,
   * before zeros are passed on.
   */
  REFERENCE_COMPATIBLE,

  /**
   * The same benchmark without the script's slips: all rows count; "yes" counts in any case and
   * with a final period; a question keeps its point only if all its ancestors have theirs;
   * categories see all pictures, after zeros are passed on. Not comparable with published numbers.
   */
  CORRECTED;

  /**
   * Scores a run.
   *
   * @throws InvalidRequestException if an answer is missing, no item can be scored, or (by the
   *     corrected rules) a question depends on one that does not exist
   */
  public DpgScore score(DpgTable table, DpgRun run) {
    return switch (this) {
      case REFERENCE_COMPATIBLE -> new ReferenceScoring(table, run).score();
      case CORRECTED -> new CorrectedScoring(table, run).score();
    };
  }
}
