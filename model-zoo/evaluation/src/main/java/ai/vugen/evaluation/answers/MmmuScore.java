package ai.vugen.evaluation.answers;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * MMMU's scores. Source: Yue et al. 2023, "MMMU: A Massive Multi-discipline Multimodal
 * Understanding and Reasoning Benchmark for Expert AGI".
 *
 * @param protocol how answers were read
 * @param randomChoices number of multiple-choice answers that were drawn at random
 * @param subjects by subject
 */
public record MmmuScore(MmmuProtocol protocol, int randomChoices, Map<String, MmmuCount> subjects) {
  public MmmuScore {
    subjects = Collections.unmodifiableMap(new TreeMap<>(subjects));
  }

  /** Over all questions; its accuracy is MMMU's score. */
  public MmmuCount overall() {
    return subjects.values().stream().reduce(new MmmuCount(0, 0), MmmuCount::plus);
  }

  /** Over the questions of a domain's subjects. */
  public MmmuCount domain(MmmuDomain domain) {
    return subjects.entrySet().stream()
        .filter(entry -> domain.subjects().contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .reduce(new MmmuCount(0, 0), MmmuCount::plus);
  }
}
