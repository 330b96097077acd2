package ai.vugen.evaluation.geneval;

import ai.vugen.error.InvalidRequestException;
import java.util.List;

/**
 * Decides from detections whether an image is what its prompt asks for; needs no network. The rules
 * are those of GenEval's official script without overlap suppression (its default).
 */
public final class GenEvalScoring {
  private final GenEvalProtocol protocol;

  /** Scoring with these thresholds. */
  public GenEvalScoring(GenEvalProtocol protocol) {
    this.protocol = protocol;
  }

  /** The thresholds and the detector's name, for results. */
  public GenEvalProtocol protocol() {
    return protocol;
  }

  /**
   * Judges one image.
   *
   * @param detections all that the detector found, in any order; of equal scores the earlier counts
   *     as better
   * @throws InvalidRequestException if the prompt asks for a colour and an object that decides it
   *     has none
   */
  public ImageVerdict score(GenEvalPrompt prompt, List<Detection> detections) {
    KeptObjects objects = kept(prompt, detections);
    List<String> reasons = new ImageCheck(objects, protocol.positionThreshold()).reasons(prompt);
    return new ImageVerdict(prompt, reasons, objects.counts());
  }

  KeptObjects kept(GenEvalPrompt prompt, List<Detection> detections) {
    return KeptObjects.of(detections, protocol.threshold(prompt.task()), protocol.maxObjects());
  }
}
