package ai.vugen.world;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The English forms of a concept's name.
 *
 * @param name the concept's name, such as {@code "knife"} or {@code "scissors"}
 * @param plural its plural, such as {@code "knives"}; the name itself for scissors or bread
 * @param measure what one of them is counted in, such as {@code "pair of "}; empty for most
 * @param measures plural of the measure, such as {@code "pairs of "}
 */
record Noun(String name, String plural, String measure, String measures) {
  static final List<String> NUMBERS = List.of("zero", "one", "two", "three", "four");

  private static final Map<String, String> PLURALS =
      Map.ofEntries(
          Map.entry("sheep", "sheep"),
          Map.entry("fish", "fish"),
          Map.entry("knife", "knives"),
          Map.entry("mouse", "mice"),
          Map.entry("computer mouse", "computer mice"),
          Map.entry("person", "people"),
          Map.entry("snowman", "snowmen"),
          Map.entry("cactus", "cacti"),
          Map.entry("tomato", "tomatoes"));

  /** Names that are plurals already, or masses, and what one is called. */
  private static final Map<String, List<String>> MEASURES =
      Map.ofEntries(
          Map.entry("scissors", List.of("pair of ", "pairs of ")),
          Map.entry("glasses", List.of("pair of ", "pairs of ")),
          Map.entry("skis", List.of("pair of ", "pairs of ")),
          Map.entry("cherries", List.of("pair of ", "pairs of ")),
          Map.entry("grapes", List.of("bunch of ", "bunches of ")),
          Map.entry("broccoli", List.of("piece of ", "pieces of ")),
          Map.entry("cheese", List.of("piece of ", "pieces of ")),
          Map.entry("bread", List.of("loaf of ", "loaves of ")),
          Map.entry("corn", List.of("ear of ", "ears of ")));

  private static final Set<String> PLURAL_NAMES =
      Set.of("scissors", "glasses", "skis", "cherries", "grapes");

  static Noun of(String name) {
    List<String> measure = MEASURES.get(name);
    return measure == null
        ? new Noun(name, plural(name), "", "")
        : new Noun(name, name, measure.get(0), measure.get(1));
  }

  /** Returns a count with its noun: "a red apple", "two pairs of blue scissors". */
  String counted(int count, ObjectColour colour) {
    String coloured = adjective(colour);
    return count == 1
        ? article(measure + coloured + name)
        : NUMBERS.get(count) + " " + measures + coloured + plural;
  }

  /** As {@link #counted} in the wording of GenEval, which knows no irregular forms. */
  String countedPlainly(int count, ObjectColour colour) {
    String coloured = adjective(colour);
    return count == 1
        ? article(coloured + name)
        : NUMBERS.get(count) + " " + coloured + plainPlural();
  }

  private String plainPlural() {
    return name + (name.endsWith("s") ? "es" : "s");
  }

  /** Returns every form of the name in a caption, the longer ones first. */
  List<String> forms() {
    return List.of(plural, plainPlural(), name);
  }

  /** Several without a number: "apples", "pairs of scissors". */
  String many(ObjectColour colour) {
    return measures + adjective(colour) + plural;
  }

  /** Returns what is known already: "the apple", "the scissors", "the apples". */
  String definite(int count) {
    return "the " + (count == 1 ? name : plural);
  }

  /** "is" or "are" after {@link #definite}. */
  String verb(int count) {
    return isMass() || (count == 1 && !PLURAL_NAMES.contains(name)) ? "is" : "are";
  }

  /** Puts "a" or "an" before a phrase, by its first letter. */
  static String article(String phrase) {
    return ("aeiou".indexOf(phrase.charAt(0)) >= 0 ? "an " : "a ") + phrase;
  }

  private boolean isMass() {
    return !measure.isEmpty() && !PLURAL_NAMES.contains(name);
  }

  private static String adjective(ObjectColour colour) {
    return colour.isTint() ? colour.word() + " " : "";
  }

  private static String plural(String name) {
    String irregular = PLURALS.get(name);
    if (irregular != null) {
      return irregular;
    }
    char last = name.charAt(name.length() - 1);
    char before = name.length() > 1 ? name.charAt(name.length() - 2) : ' ';
    if (last == 'y' && "aeiou".indexOf(before) < 0) {
      return name.substring(0, name.length() - 1) + "ies";
    }
    boolean hissing =
        last == 's'
            || last == 'x'
            || last == 'z'
            || (last == 'h' && (before == 'c' || before == 's'));
    return name + (hissing ? "es" : "s");
  }
}
