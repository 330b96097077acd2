package ai.vugen.evaluation.answers;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * POPE's scores. Source: Li et al. 2023, "Evaluating Object Hallucination in Large Vision-Language
 * Models".
 *
 * @param protocol how answers were read and counted
 * @param overall over all questions
 * @param categories by category
 */
public record PopeScore(
    PopeProtocol protocol, PopeRates overall, Map<String, PopeRates> categories) {
  public PopeScore {
    categories = Collections.unmodifiableMap(new LinkedHashMap<>(categories));
  }
}
