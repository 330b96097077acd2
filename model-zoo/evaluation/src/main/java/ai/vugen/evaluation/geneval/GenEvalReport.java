package ai.vugen.evaluation.geneval;

import ai.vugen.error.VuGenException;
import ai.vugen.evaluation.report.JsonText;
import ai.vugen.evaluation.report.ReportFolder;
import java.nio.file.Path;

/** The report of a run: its protocol, its scores and every verdict, for programs and for people. */
public final class GenEvalReport {
  private final GenEvalResult result;

  /** A report of a run. */
  public GenEvalReport(GenEvalResult result) {
    this.result = result;
  }

  /**
   * Returns the report as JSON with the members {@code protocol}, {@code scores} (shares from 0 to
   * 1) and {@code verdicts}; files are relative to the folder of the run.
   */
  public String json() {
    return JsonText.of(ReportJson.of(result));
  }

  /**
   * Returns the report as one page with every image, its frame green or red and what is wrong below
   * it. The page needs no server and no scripts; it is well-formed XML.
   */
  public String html() {
    return ReportPage.of(result);
  }

  /**
   * Writes {@value ReportFolder#DATA} and {@value ReportFolder#PAGE} into the folder of the run and
   * returns the page.
   *
   * @throws VuGenException if the disk refuses
   */
  public Path write() {
    return new ReportFolder(result.folder().root()).write(json(), html());
  }
}
