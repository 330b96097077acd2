package ai.vugen.evaluation.sweep;

import ai.vugen.evaluation.report.JsonText;
import ai.vugen.evaluation.report.TextFile;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
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

  /** The result that was measured by exactly this protocol; empty if there is none. */
  Optional<SweepPoint.Result> read(SweepPoint point, JsonObject protocol) {
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    try {
      JsonObject json = JsonParser.parseString(Files.readString(path)).getAsJsonObject();
      return protocol.equals(json.get(PROTOCOL))
          ? Optional.of(result(point, json.getAsJsonObject(SCORES)))
          : Optional.empty();
    } catch (IOException
        | JsonParseException
        | IllegalStateException
        | ClassCastException
        | IllegalArgumentException e) {
      return Optional.empty(); // damaged or of another origin
    }
  }

  private static SweepPoint.Result result(SweepPoint point, JsonObject scores) {
    return new SweepPoint.Result(
        point,
        number(scores, FRECHET),
        number(scores, DENSITY),
        number(scores, COVERAGE),
        number(scores, GENEVAL),
        number(scores, SECONDS),
        scores.has(PSNR) ? number(scores, PSNR) : null);
  }

  private static double number(JsonObject scores, String key) {
    JsonElement value = scores == null ? null : scores.get(key);
    if (value == null) {
      throw new IllegalArgumentException("\"" + key + "\" is missing");
    }
    return value.getAsDouble();
  }
}
