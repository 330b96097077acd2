package ai.vugen.evaluation.calibration;

import ai.vugen.evaluation.geneval.GenEvalPrompt;
import ai.vugen.evaluation.geneval.GenEvalResult;
import ai.vugen.evaluation.geneval.GenEvalSummary;
import java.util.List;

/**
 * What a calibration found out.
 *
 * @param settings which pictures were composed
 * @param pictureSize their width and height in pixels
 * @param composed verdicts about pictures and the prompts that they were composed for
 * @param shuffled verdicts about the same pictures and the prompts of others
 * @param chance the scores of the shuffled ones by what is known to be drawn: what a detector that
 *     never errs would say
 * @param missing prompts that no scene was composed for
 */
public record CalibrationResult(
    CalibrationRun.Settings settings,
    int pictureSize,
    GenEvalResult composed,
    GenEvalResult shuffled,
    GenEvalSummary chance,
    List<MissingPrompt> missing) {
  public CalibrationResult {
    missing = List.copyOf(missing);
  }

  /**
   * A prompt that no scene was composed for.
   *
   * @param prompt what was asked for
   * @param reason why there is no scene
   */
  public record MissingPrompt(GenEvalPrompt prompt, String reason) {}
}
