package ai.vugen.evaluation.geneval;

import ai.vugen.evaluation.geneval.ObjectDetector.DetectorErrors;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;

/**
 * How GenEval scores were measured.
 *
 * @param detector name of the object detector; only Mask2Former's scores compare with published
 *     ones
 * @param errors what is known about the detector's errors; empty if nothing is
 * @param scoreThreshold detections count above this score, compared in float32
 * @param countingThreshold the same for the counting task
 * @param maxObjects so many of a class count at most, the best ones
 * @param positionThreshold share of the objects' extents that offsets must exceed
 */
public record GenEvalProtocol(
    String detector,
    List<DetectorErrors> errors,
    double scoreThreshold,
    double countingThreshold,
    int maxObjects,
    double positionThreshold) {
  public GenEvalProtocol {
    errors = List.copyOf(errors);
  }

  /**
   * Returns the official thresholds: 0.3, for counting 0.9, 16 objects a class, position 0.1.
   *
   * @param detector name of a detector of whose errors nothing is known
   */
  public static GenEvalProtocol official(String detector) {
    return official(detector, List.of());
  }

  /** Returns the official thresholds with a detector and what is known about its errors. */
  public static GenEvalProtocol official(ObjectDetector detector) {
    return official(detector.name(), detector.errors());
  }

  private static GenEvalProtocol official(String detector, List<DetectorErrors> errors) {
    return new GenEvalProtocol(detector, errors, 0.3, 0.9, 16, 0.1);
  }

  /**
   * Adds the members {@code detector}, {@code detector_errors}, {@code score_threshold} and so on,
   * each with a prefix.
   */
  public void addTo(JsonObject json, String prefix) {
    json.addProperty(prefix + "detector", detector);
    if (!errors.isEmpty()) {
      JsonArray list = new JsonArray();
      errors.forEach(error -> list.add(error.json()));
      json.add(prefix + "detector_errors", list);
    }
    json.addProperty(prefix + "score_threshold", scoreThreshold);
    json.addProperty(prefix + "counting_threshold", countingThreshold);
    json.addProperty(prefix + "max_objects", maxObjects);
    json.addProperty(prefix + "position_threshold", positionThreshold);
  }

  double threshold(GenEvalTask task) {
    return task == GenEvalTask.COUNTING ? countingThreshold : scoreThreshold;
  }
}
