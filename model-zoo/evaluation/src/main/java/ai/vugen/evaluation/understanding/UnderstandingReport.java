package ai.vugen.evaluation.understanding;

import ai.vugen.evaluation.report.JsonText;
import ai.vugen.evaluation.report.ReportFolder;
import java.nio.file.Path;

/** The report of a run: its protocol, its scores and every answer, for programs and for people. */
public final class UnderstandingReport {
  private final UnderstandingResult result;

  /** A report of a run. */
  public UnderstandingReport(UnderstandingResult result) {
    this.result = result;
  }

  /**
   * Returns the report as JSON with the members {@code protocol}, {@code scores} by split (shares
   * from 0 to 1) and {@code scenes}.
   */
  public String json() {
    return JsonText.of(UnderstandingJson.of(result));
  }

  /**
   * Returns the report as one page with every picture and its questions; answers are green, or red
   * with the right one beside them. The page needs no server and no scripts; it is well-formed XML.
   */
  public String html() {
    return UnderstandingPage.of(result);
  }

  /**
   * Writes {@value ReportFolder#DATA} and {@value ReportFolder#PAGE} into the folder of the run and
   * returns the page.
   *
   * @throws ai.vugen.error.VuGenException if the disk refuses
   */
  public Path write(ReportFolder folder) {
    return folder.write(json(), html());
  }
}
