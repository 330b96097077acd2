package ai.vugen.evaluation.geneval;

/**
 * How GenEval scores were measured.
 *
 * @param detector name of the object detector; only Mask2Former's scores compare with published
 *     ones
 * @param scoreThreshold detections count above this score, compared in float32
 * @param countingThreshold the same for the counting task
 * @param maxObjects so many of a class count at most, the best ones
 * @param positionThreshold share of the objects' extents that offsets must exceed
 */
public record GenEvalProtocol(
    String detector,
    double scoreThreshold,
    double countingThreshold,
    int maxObjects,
    double positionThreshold) {

  /** The official thresholds: 0.3, for counting 0.9, 16 objects a class, position 0.1. */
  public static GenEvalProtocol official(String detector) {
    return new GenEvalProtocol(detector, 0.3, 0.9, 16, 0.1);
  }

  double threshold(GenEvalTask task) {
    return task == GenEvalTask.COUNTING ? countingThreshold : scoreThreshold;
  }
}
