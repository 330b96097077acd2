package ai.vugen.world;

import ai.vugen.world.QuestionAnswer.Task;
import java.util.ArrayList;
import java.util.List;

/** Questions that are answered with "yes" or "no", as often the one as the other. */
final class YesNoQuestions {
  private static final int TRIES = 1000;

  private final Nouns nouns;

  YesNoQuestions(Nouns nouns) {
    this.nouns = nouns;
  }

  QuestionAnswer ask(Scene scene, SceneRandom random) {
    boolean yes = random.chance(0.5);
    Subject subject = random.pick(scene.subjects());
    boolean relation = scene.hasRelation() && random.chance(0.35);
    String question;
    Noun noun = nouns.of(subject);
    if (relation) {
      int first = random.below(2);
      noun = nouns.of(scene.subjects().get(first));
      question = relation(scene, first, yes, random);
    } else if (subject.colour().isTint() && random.chance(0.4)) {
      question = coloured(subject, yes, random);
    } else if (subject.count() > 1 && random.chance(0.4)) {
      question = counted(subject, yes, random);
    } else {
      noun = nouns.of(yes ? subject.concept() : absent(scene, random));
      question = present(noun, random);
    }
    String answer = yes ? "yes" : "no";
    return new QuestionAnswer(Task.YES_NO, Questions.typed(question, random), answer).about(noun);
  }

  /** Returns a concept that nobody would claim to see in the scene. */
  int absent(Scene scene, SceneRandom random) {
    int concept = random.below(nouns.size());
    for (int tries = 0; tries < TRIES && seemsShown(scene, concept); tries++) {
      concept = random.below(nouns.size());
    }
    return concept;
  }

  private boolean seemsShown(Scene scene, int concept) {
    return scene.objects().stream().anyMatch(object -> nouns.alike(object.concept(), concept));
  }

  private static String present(Noun noun, SceneRandom random) {
    String one = noun.counted(1, ObjectColour.NATURAL);
    return random.pick(
        "is there " + one + "?",
        "is there " + one + " in the picture?",
        "is there " + one + " in the image?",
        "can you see " + one + "?",
        "do you see " + one + "?",
        "does the picture show " + one + "?");
  }

  /** Asks for "no" with a colour that training may show this object in. */
  private String coloured(Subject subject, boolean yes, SceneRandom random) {
    Noun noun = nouns.of(subject);
    ObjectColour colour = subject.colour();
    if (!yes) {
      List<ObjectColour> others = new ArrayList<>(ObjectColour.tints());
      others.removeIf(other -> other == subject.colour() || HeldOut.colour(noun.name(), other));
      colour = random.pick(others);
    }
    String object = noun.definite(subject.count());
    String verb = noun.verb(subject.count());
    return random.pick(
        verb + " " + object + " " + colour.word() + "?",
        "do you see " + (subject.count() == 1 ? noun.counted(1, colour) : noun.many(colour)) + "?");
  }

  private String counted(Subject subject, boolean yes, SceneRandom random) {
    int count = subject.count();
    while (!yes && count == subject.count()) {
      count = random.between(2, 4);
    }
    String many = nouns.of(subject).counted(count, ObjectColour.NATURAL);
    return random.pick(
        "are there " + many + "?",
        "are there " + many + " in the picture?",
        "do you see " + many + "?");
  }

  private String relation(Scene scene, int first, boolean yes, SceneRandom random) {
    Subject subject = scene.subjects().get(first);
    Subject other = scene.subjects().get(1 - first);
    Relation relation = Relation.of(scene.layout(), first == 0);
    Relation asked = yes ? relation : relation.reversed();
    Noun noun = nouns.of(subject);
    return "%s %s %s %s?"
        .formatted(noun.verb(1), noun.definite(1), asked.phrase(), nouns.of(other).definite(1));
  }
}
