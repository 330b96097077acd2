package ai.vugen.evaluation.answers;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * MMMU's scores. Source: Yue et al. 2023, "MMMU: A Massive Multi-discipline Multimodal
 * Understanding and Reasoning Benchmark for Expert AGI".
 *
 * @param protocol how answers were read
 * @param randomChoices number of multiple-choice answers that were drawn at random
 * @param subjects by subject
 */
public record MmmuScore(MmmuProtocol protocol, int randomChoices, Map<String, Count> subjects) {
  public MmmuScore {
    subjects = Collections.unmodifiableMap(new TreeMap<>(subjects));
  }

  /** Over all questions; its accuracy is MMMU's score. */
  public Count overall() {
    return subjects.values().stream().reduce(new Count(0, 0), Count::plus);
  }

  /** Over the questions of a domain's subjects. */
  public Count domain(Domain domain) {
    return subjects.entrySet().stream()
        .filter(entry -> domain.subjects().contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .reduce(new Count(0, 0), Count::plus);
  }

  /**
   * Right answers among questions of MMMU.
   *
   * @param correct number of right answers
   * @param questions number of questions
   */
  public record Count(int correct, int questions) {
    /** Returns the share of right answers, 0 to 1; 0 without questions. */
    public double accuracy() {
      return questions == 0 ? 0 : (double) correct / questions;
    }

    Count plus(Count other) {
      return new Count(correct + other.correct, questions + other.questions);
    }
  }

  /** The six domains of MMMU and their subjects. */
  public enum Domain {
    ART_AND_DESIGN("Art and Design", "Art", "Art_Theory", "Design", "Music"),
    BUSINESS("Business", "Accounting", "Economics", "Finance", "Manage", "Marketing"),
    SCIENCE("Science", "Biology", "Chemistry", "Geography", "Math", "Physics"),
    HEALTH_AND_MEDICINE(
        "Health and Medicine",
        "Basic_Medical_Science",
        "Clinical_Medicine",
        "Diagnostics_and_Laboratory_Medicine",
        "Pharmacy",
        "Public_Health"),
    HUMANITIES_AND_SOCIAL_SCIENCE(
        "Humanities and Social Science", "History", "Literature", "Sociology", "Psychology"),
    TECH_AND_ENGINEERING(
        "Tech and Engineering",
        "Agriculture",
        "Architecture_and_Engineering",
        "Computer_Science",
        "Electronics",
        "Energy_and_Power",
        "Materials",
        "Mechanical_Engineering");

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
    private final Set<String> subjects;

    Domain(String title, String... subjects) {
      this.title = title;
      this.subjects = Set.of(subjects);
    }

    /** Returns the domain's name in MMMU's tables. */
    public String title() {
      return title;
    }

    /** Returns the subjects as question ids name them. */
    public Set<String> subjects() {
      return subjects;
    }
  }
}
