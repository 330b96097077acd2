package ai.vugen.world;

/**
 * A question about a picture with its one canonical answer.
 *
 * @param task what the question asks for
 * @param question as a user may type it
 * @param answer short, in lower case, without a full stop
 * @param about the name of the thing whose presence, count, colour or place is asked for; empty for
 *     none
 */
public record QuestionAnswer(Task task, String question, String answer, String about) {
  /** A question about no thing in particular. */
  public QuestionAnswer(Task task, String question, String answer) {
    this(task, question, answer, "");
  }

  QuestionAnswer about(Noun noun) {
    return new QuestionAnswer(task, question, answer, noun.name());
  }

  /** What a question asks for. */
  public enum Task {
    /** What is shown: "a red apple", "two dogs", "a cat and a car". */
    NAME,
    /** How many there are: "zero" to "four". */
    COUNT,
    /** Which of the ten colours a tinted object has: "red". */
    COLOUR,
    /** How one object lies to the other: "to the left of the cat". */
    POSITION,
    /** "yes" or "no". */
    YES_NO,
    /** A full caption with the background. */
    DESCRIBE,
    /** The background's colour: "light blue", "pink to yellow". */
    BACKGROUND,
    /**
     * Something about each of several things: "dog red, cat blue", "dog yes, car no", "dog left,
     * cat right".
     */
    LIST
  }
}
