package ai.vugen.world;

import ai.vugen.world.QuestionAnswer.Task;
import java.util.ArrayList;
import java.util.List;

/** Asks about scenes in the wordings that users type, with one canonical answer each. */
public final class Questions {
  private static final double ABSENT = 0.18; // of count questions

  private static final List<String> DESCRIBE_WORDINGS =
      List.of(
          "describe the picture.",
          "describe the image.",
          "describe this picture.",
          "describe this image",
          "describe the picture in one sentence.",
          "write a caption for this image.",
          "caption this image.",
          "what is happening in this picture?");

  private static final List<String> BACKGROUND_WORDINGS =
      List.of(
          "what colour is the background?",
          "what color is the background?",
          "what is the colour of the background?",
          "what is the color of the background?",
          "which colour is the background?",
          "what is the background color?");

  private static final List<String> NAME_WORDINGS =
      List.of(
          "what is in the picture?",
          "what is in the picture?",
          "what is in the image?",
          "what is in this picture?",
          "what is in this image?",
          "what's in the picture?",
          "what's in the image?",
          "what is shown in the picture?",
          "what does the picture show?",
          "what do you see?",
          "what can you see in the image?",
          "what is this?");

  private static final List<String> ONE_NAME_WORDINGS =
      List.of(
          "what is it?",
          "what is this?",
          "what's this?",
          "what object is this?",
          "what object is in the picture?");

  private final Nouns nouns;
  private final Captions captions;
  private final YesNoQuestions yesNo;
  private final ListQuestions lists;

  /** Questions about the concepts of these drawings. */
  public Questions(Sprites sprites) {
    this.nouns = new Nouns(sprites.names());
    this.captions = new Captions(sprites);
    this.yesNo = new YesNoQuestions(nouns);
    this.lists = new ListQuestions(nouns, yesNo);
  }

  /**
   * Returns one question of each task that the scene has an answer for, sometimes more that ask for
   * a name or a list, always two to be answered with yes or no, in the order of {@link Task}. The
   * colour is asked of every tinted thing, a position only of two objects in a row or column.
   */
  public List<QuestionAnswer> questions(Scene scene, SceneRandom random) {
    List<QuestionAnswer> questions = new ArrayList<>();
    questions.add(name(scene, random));
    if (scene.hasRelation() && random.chance(0.5)) {
      questions.add(nameAtPlace(scene, random));
    }
    questions.add(count(scene, random));
    for (Subject subject : scene.subjects()) {
      if (subject.colour().isTint()) {
        questions.add(colour(subject, random));
      }
    }
    if (scene.hasRelation()) {
      questions.add(position(scene, random));
    }
    questions.add(yesNo.ask(scene, random));
    questions.add(yesNo.ask(scene, random));
    questions.add(asked(Task.DESCRIBE, random, captions.description(scene), DESCRIBE_WORDINGS));
    questions.add(asked(Task.BACKGROUND, random, scene.background().words(), BACKGROUND_WORDINGS));
    questions.add(lists.presence(scene, random));
    if (ListQuestions.hasColours(scene)) {
      questions.add(lists.colours(scene, random));
    }
    if (scene.hasRelation()) {
      questions.add(lists.places(scene, random));
    }
    if (ListQuestions.hasCounts(scene)) {
      questions.add(lists.counts(scene, random));
    }
    return questions;
  }

  private QuestionAnswer name(Scene scene, SceneRandom random) {
    String answer = Nouns.list(scene.subjects().stream().map(nouns::counted).toList());
    boolean single = scene.objects().size() == 1 && random.chance(0.4);
    return asked(Task.NAME, random, answer, single ? ONE_NAME_WORDINGS : NAME_WORDINGS);
  }

  private QuestionAnswer nameAtPlace(Scene scene, SceneRandom random) {
    boolean first = random.chance(0.5);
    String place = Relation.of(scene.layout(), first).place();
    String answer = nouns.counted(scene.subjects().get(first ? 0 : 1));
    return asked(
        Task.NAME,
        random,
        answer,
        List.of(
            "what is " + place + "?",
            "what is " + place + " of the picture?",
            "what's " + place + "?",
            "which object is " + place + "?"));
  }

  private QuestionAnswer count(Scene scene, SceneRandom random) {
    List<Subject> subjects = scene.subjects();
    if (random.chance(0.15)) {
      return asked(
          Task.COUNT,
          random,
          Noun.NUMBERS.get(scene.objects().size()),
          List.of(
              "how many objects are there?",
              "how many things are in the picture?",
              "how many objects are in the image?",
              "how many things do you see?"));
    }
    Subject subject = random.pick(subjects);
    boolean clear =
        subjects.stream()
            .allMatch(
                other -> other.equals(subject) || !nouns.alike(other.concept(), subject.concept()));
    if (random.chance(ABSENT) || !clear) {
      Noun noun = nouns.of(yesNo.absent(scene, random));
      return asked(Task.COUNT, random, "zero", countWordings(noun.many(ObjectColour.NATURAL)))
          .about(noun);
    }
    ObjectColour colour = random.chance(0.2) ? subject.colour() : ObjectColour.NATURAL;
    String many = nouns.of(subject).many(colour);
    return asked(Task.COUNT, random, Noun.NUMBERS.get(subject.count()), countWordings(many))
        .about(nouns.of(subject));
  }

  private static List<String> countWordings(String many) {
    return List.of(
        "how many " + many + " are there?",
        "how many " + many + " are there?",
        "how many " + many + " are in the picture?",
        "how many " + many + " are in the image?",
        "how many " + many + " do you see?",
        "how many " + many + " can you see?",
        "count the " + many + ".");
  }

  private QuestionAnswer colour(Subject subject, SceneRandom random) {
    Noun noun = nouns.of(subject);
    String object = noun.definite(subject.count());
    String verb = noun.verb(subject.count());
    return asked(
            Task.COLOUR,
            random,
            subject.colour().word(),
            List.of(
                "what colour " + verb + " " + object + "?",
                "what color " + verb + " " + object + "?",
                "which colour " + verb + " " + object + "?",
                "what is the colour of " + object + "?",
                "what is the color of " + object + "?"))
        .about(noun);
  }

  private QuestionAnswer position(Scene scene, SceneRandom random) {
    boolean first = random.chance(0.5);
    Subject asked = scene.subjects().get(first ? 0 : 1);
    Subject other = scene.subjects().get(first ? 1 : 0);
    String object = nouns.of(asked).definite(1);
    String verb = nouns.of(asked).verb(1);
    String reference = nouns.of(other).definite(1);
    return asked(
            Task.POSITION,
            random,
            Relation.of(scene.layout(), first).phrase() + " " + reference,
            List.of(
                "where " + verb + " " + object + "?",
                "where " + verb + " " + object + "?",
                "where " + verb + " " + object + " relative to " + reference + "?",
                "where in the picture " + verb + " " + object + "?"))
        .about(nouns.of(asked));
  }

  private static QuestionAnswer asked(
      Task task, SceneRandom random, String answer, List<String> wordings) {
    return new QuestionAnswer(task, typed(random.pick(wordings), random), answer);
  }

  /** As people type: sometimes capitalised, sometimes without the mark at the end. */
  static String typed(String question, SceneRandom random) {
    String begun = random.chance(0.45) ? Captions.capitalised(question) : question;
    char last = begun.charAt(begun.length() - 1);
    boolean marked = last == '?' || last == '.';
    return marked && random.chance(0.2) ? begun.substring(0, begun.length() - 1) : begun;
  }
}
