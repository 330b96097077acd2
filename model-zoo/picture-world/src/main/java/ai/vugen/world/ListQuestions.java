package ai.vugen.world;

import ai.vugen.world.QuestionAnswer.Task;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Questions about several things at once, answered thing by thing: "dog red, cat blue", "dog left,
 * cat right".
 *
 * <p>What is said of each thing comes right after its name, so a language model learns from them to
 * find in the image what it just read.
 */
final class ListQuestions {
  private final Nouns nouns;
  private final YesNoQuestions yesNo;

  ListQuestions(Nouns nouns, YesNoQuestions yesNo) {
    this.nouns = nouns;
    this.yesNo = yesNo;
  }

  /** Something said of a thing. */
  private record Item(String name, String said) {}

  /** True when every thing has a colour that can be asked for, and there are several. */
  static boolean hasColours(Scene scene) {
    List<Subject> subjects = scene.subjects();
    return subjects.size() > 1 && subjects.stream().allMatch(subject -> subject.colour().isTint());
  }

  QuestionAnswer colours(Scene scene, SceneRandom random) {
    List<Item> items = new ArrayList<>();
    for (Subject subject : scene.subjects()) {
      items.add(new Item(nouns.of(subject).name(), subject.colour().word()));
    }
    return asked(
        items, random, List.of("which colours have these: ", "list the colours of these: "));
  }

  /** True when something is shown several times. */
  static boolean hasCounts(Scene scene) {
    return scene.subjects().stream().anyMatch(subject -> subject.count() > 1);
  }

  /** Returns where each of two things is: "dog left, cat right". */
  QuestionAnswer places(Scene scene, SceneRandom random) {
    List<Item> items = new ArrayList<>();
    for (Subject subject : scene.subjects()) {
      Relation relation = Relation.of(scene.layout(), items.isEmpty());
      items.add(new Item(nouns.of(subject).name(), relation.side()));
    }
    return asked(items, random, List.of("where are these: ", "at which side are these: "));
  }

  /**
   * Returns how many there are of each thing shown, and of one that is not: "dog two, cat zero".
   */
  QuestionAnswer counts(Scene scene, SceneRandom random) {
    List<Item> items = new ArrayList<>();
    for (Subject subject : scene.subjects()) {
      items.add(new Item(nouns.of(subject).name(), Noun.NUMBERS.get(subject.count())));
    }
    items.add(new Item(nouns.of(yesNo.absent(scene, random)).name(), Noun.NUMBERS.get(0)));
    return asked(items, random, List.of("how many are there of these: ", "count each of these: "));
  }

  /** Two to four things, each as likely shown as not. */
  QuestionAnswer presence(Scene scene, SceneRandom random) {
    List<Subject> shown = new ArrayList<>(scene.subjects());
    List<Item> items = new ArrayList<>();
    int wanted = random.between(2, 4);
    while (items.size() < wanted) {
      boolean there = !shown.isEmpty() && random.chance(0.5);
      int concept =
          there ? shown.remove(random.below(shown.size())).concept() : yesNo.absent(scene, random);
      String name = nouns.of(concept).name();
      if (items.stream().noneMatch(item -> item.name().equals(name))) {
        items.add(new Item(name, there ? "yes" : "no"));
      }
    }
    return asked(
        items, random, List.of("which of these do you see: ", "which of these are there: "));
  }

  private static QuestionAnswer asked(List<Item> items, SceneRandom random, List<String> wordings) {
    for (int i = items.size() - 1; i > 0; i--) {
      Collections.swap(items, i, random.below(i + 1));
    }
    String names = items.stream().map(Item::name).collect(Collectors.joining(", "));
    String answer =
        items.stream()
            .map(item -> item.name() + " " + item.said())
            .collect(Collectors.joining(", "));
    String question = Questions.typed(random.pick(wordings) + names + "?", random);
    return new QuestionAnswer(Task.LIST, question, answer);
  }
}
