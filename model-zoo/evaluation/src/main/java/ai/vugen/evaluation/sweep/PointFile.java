package ai.vugen.evaluation.sweep;

import ai.vugen.error.VuGenException;
import ai.vugen.evaluation.report.JsonText;
import ai.vugen.evaluation.report.TextFile;
import ai.vugen.json.JsonSection;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file that keeps what was measured at a point, with the whole protocol.
 *
 * @param path the file
 */
record PointFile(Path path) {
  private static final String PROTOCOL = "protocol";
  private static final String SCORES = "scores";
  private static final String FRECHET = "frechet_distance";
  private static final String DENSITY = "density";
  private static final String COVERAGE = "coverage";
  private static final String GENEVAL = "geneval";
  private static final String SECONDS = "seconds_an_image";
  private static final String PSNR = "psnr";

  /** Writes a result, in place of an older one. */
  void write(SweepPoint.Result result, JsonObject protocol) {
    JsonObject scores = new JsonObject();
    scores.addProperty(FRECHET, result.frechet());
    scores.addProperty(DENSITY, result.density());
    scores.addProperty(COVERAGE, result.coverage());
    scores.addProperty(GENEVAL, result.geneval());
    scores.addProperty(SECONDS, result.seconds());
    if (result.psnr() != null) {
      scores.addProperty(PSNR, result.psnr());
    }
    JsonObject json = new JsonObject();
    json.add(PROTOCOL, protocol);
    json.add(SCORES, scores);
    TextFile.write(path, JsonText.of(json));
  }

  /** Returns the result that was measured by exactly this protocol; empty if there is none. */
  Optional<SweepPoint.Result> read(SweepPoint point, JsonObject protocol) {
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    try {
      JsonSection json = JsonSection.parse(path.toString(), Files.readString(path));
      return json.value(PROTOCOL)
          .filter(protocol::equals)
          .map(same -> result(point, json.section(SCORES)));
    } catch (IOException | VuGenException e) {
      return Optional.empty(); // damaged or of another origin
    }
  }

  private static SweepPoint.Result result(SweepPoint point, JsonSection scores) {
    return new SweepPoint.Result(
        point,
        scores.number(FRECHET),
        scores.number(DENSITY),
        scores.number(COVERAGE),
        scores.number(GENEVAL),
        scores.number(SECONDS),
        scores.has(PSNR) ? scores.number(PSNR) : null);
  }
}
