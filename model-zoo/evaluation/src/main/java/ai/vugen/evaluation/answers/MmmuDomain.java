package ai.vugen.evaluation.answers;

import java.util.Set;

/** The six domains of MMMU and their subjects. */
public enum MmmuDomain {
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

  MmmuDomain(String title, String... subjects) {
    this.title = title;
    this.subjects = Set.of(subjects);
  }

  /** The domain's name in MMMU's tables. */
  public String title() {
    return title;
  }

  /** The subjects as question ids name them. */
  public Set<String> subjects() {
    return subjects;
  }
}
