package ai.vugen.evaluation.reconstruction;

import ai.vugen.evaluation.report.JsonText;
import ai.vugen.evaluation.report.ReportFolder;
import java.nio.file.Path;

/** The report of a run: its protocol and its scores, for programs and for people. */
public final class ReconstructionReport {
  private final ReconstructionResult result;

  /** A report of a run. */
  public ReconstructionReport(ReconstructionResult result) {
    this.result = result;
  }

  /**
   * Returns the report as JSON with the members {@code protocol}, {@code scores} by split and
   * number of decoder steps, and {@code scenes}.
   */
  public String json() {
    return JsonText.of(ReconstructionJson.of(result));
  }

  /**
   * Returns the report as one page with the pictures of the first {@value
   * ReconstructionRun#SHOWN_SCENES} scenes of each split side by side. The page needs no server and
   * no scripts; it is well-formed XML.
   */
  public String html() {
    return ReconstructionPage.of(result);
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
