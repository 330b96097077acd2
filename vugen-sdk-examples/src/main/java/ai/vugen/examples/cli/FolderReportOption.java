package ai.vugen.examples.cli;

import ai.vugen.evaluation.folders.FolderReport;
import ai.vugen.evaluation.report.ReportFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the report on a folder of pictures goes, for the commands that measure one. */
final class FolderReportOption {
  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "Where features and the report are written, and found again.")
  private Path folder = Path.of("");

  Path folder() {
    return folder;
  }

  /** Writes the report into the folder, and its text with the place of its page to {@code out}. */
  void write(FolderReport report, PrintWriter out) {
    Path page = report.write(new ReportFolder(folder));
    out.println(report.text());
    out.println(page.toAbsolutePath().normalize());
  }
}
