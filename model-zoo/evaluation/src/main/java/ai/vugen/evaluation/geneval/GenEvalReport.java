package ai.vugen.evaluation.geneval;

import ai.vugen.error.VuGenException;
import ai.vugen.evaluation.report.JsonText;
import ai.vugen.evaluation.report.TextFile;
import java.nio.file.Path;

/** The report of a run: its protocol, its scores and every verdict, for programs and for people. */
public final class GenEvalReport {
  /** The file for programs, beside the folders of the prompts. */
  public static final String DATA = "report.json";

  /** The file for people, beside the folders of the prompts. */
  public static final String PAGE = "report.html";

  private final GenEvalResult result;

  /** A report of a run. */
  public GenEvalReport(GenEvalResult result) {
    this.result = result;
  }

  /**
   * The report as JSON with the members {@code protocol}, {@code scores} (shares from 0 to 1) and
   * {@code verdicts}; files are relative to the folder of the run.
   */
  public String json() {
    return JsonText.of(ReportJson.of(result));
  }

  /**
   * The report as one page with every image, its frame green or red and what is wrong below it. The
   * page needs no server and no scripts; it is well-formed XML.
   */
  public String html() {
    return ReportPage.of(result);
  }

  /**
   * Writes {@value #DATA} and {@value #PAGE} into the folder of the run and returns the page.
   *
   * @throws VuGenException if the disk refuses
   */
  public Path write() {
    Path root = result.folder().root();
    TextFile.write(root.resolve(DATA), json());
    Path page = root.resolve(PAGE);
    TextFile.write(page, html());
    return page;
  }
}
