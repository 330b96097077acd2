package ai.vugen.evaluation.geneval;

import ai.vugen.error.InvalidRequestException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  /** Returns the thresholds and the detector's name, for results. */
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

  /**
   * What GenEval says about one image.
   *
   * @param prompt what was asked for
   * @param reasons what is wrong, in the words of the official script; empty if nothing is
   * @param kept how many objects of each class counted
   */
  public record ImageVerdict(
      GenEvalPrompt prompt, List<String> reasons, Map<String, Integer> kept) {
    public ImageVerdict {
      reasons = List.copyOf(reasons);
      kept = Map.copyOf(kept);
    }

    /** True when the image shows all that was asked for and nothing that was excluded. */
    public boolean correct() {
      return reasons.isEmpty();
    }

    /**
     * Returns the reasons as the official script writes them: one a line, empty for a correct
     * image.
     */
    public String reason() {
      return String.join("\n", reasons);
    }
  }

  /** The detections of an image that count, by class and with the best score first. */
  static final class KeptObjects {
    private final Map<String, List<Detection>> byClass;

    private KeptObjects(Map<String, List<Detection>> byClass) {
      this.byClass = byClass;
    }

    static KeptObjects of(List<Detection> detections, double threshold, int most) {
      Map<String, List<Detection>> byClass = new LinkedHashMap<>();
      for (Detection detection : detections) {
        // Detectors answer in float32, where a score of 0.3 is not above a threshold of 0.3.
        if ((float) detection.score() > (float) threshold) {
          byClass.computeIfAbsent(detection.className(), name -> new ArrayList<>()).add(detection);
        }
      }
      byClass.replaceAll((name, objects) -> best(objects, most));
      return new KeptObjects(byClass);
    }

    /** Returns the best so many of a class, or fewer if there are not as many. */
    List<Detection> best(String className, int count) {
      return best(byClass.getOrDefault(className, List.of()), count);
    }

    int count(String className) {
      return byClass.getOrDefault(className, List.of()).size();
    }

    Map<String, Integer> counts() {
      Map<String, Integer> counts = new LinkedHashMap<>();
      byClass.forEach((name, objects) -> counts.put(name, objects.size()));
      return Collections.unmodifiableMap(counts);
    }

    private static List<Detection> best(List<Detection> objects, int most) {
      return objects.stream()
          .sorted(Comparator.comparingDouble(Detection::score).reversed())
          .limit(most)
          .toList();
    }
  }
}
