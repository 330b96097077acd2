package ai.vugen.evaluation.sweep;

import ai.vugen.error.Arguments;
import ai.vugen.evaluation.report.TextFile;
import java.nio.file.Path;
import java.util.List;

/**
 * The results of a run for people: a page of tables and the plots beside it.
 *
 * @param protocol how the points were measured
 * @param results of any sweeps, in the order of {@link SweepRun#measure}; at least one
 */
public record SweepReport(SweepProtocol protocol, List<SweepPoint.Result> results) {
  /** The page, Markdown. */
  public static final String PAGE = "results.md";

  /**
   * @throws ai.vugen.error.InvalidRequestException if there are no results
   */
  public SweepReport {
    results = List.copyOf(results);
    Arguments.require(
        !results.isEmpty(), "The number of results", 0, "1 or more; measure points first");
  }

  /**
   * Writes {@value #PAGE} and one PNG file a plot into a folder that exists, and returns the page.
   * Older files of these names are replaced.
   *
   * @throws ai.vugen.error.VuGenException if the disk refuses
   */
  public Path write(Path folder) {
    for (Figure figure : Figure.values()) {
      figure.plot(results).ifPresent(plot -> plot.write(folder.resolve(figure.file())));
    }
    Path page = folder.resolve(PAGE);
    TextFile.write(page, ResultsPage.of(this));
    return page;
  }
}
