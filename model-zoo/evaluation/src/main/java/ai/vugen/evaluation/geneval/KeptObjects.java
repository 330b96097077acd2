package ai.vugen.evaluation.geneval;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The detections of an image that count, by class and with the best score first. */
final class KeptObjects {
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

  /** The best so many of a class, or fewer if there are not as many. */
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
