package ai.vugen.world;

import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.world.QuestionAnswer.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QuestionsTest {
  private static final List<String> COLOURS =
      ObjectColour.tints().stream().map(ObjectColour::word).toList();

  private static Sprites sprites;
  private static SceneComposer composer;
  private static Questions questions;

  @BeforeAll
  static void load(@TempDir Path temp) throws Exception {
    sprites = Sprites.load(Drawings.folder(temp));
    composer = new SceneComposer(sprites);
    questions = new Questions(sprites);
  }

  @Test
  void yesAndNoAreBalancedAndEveryTaskIsAsked() {
    Map<Task, Integer> asked = new EnumMap<>(Task.class);
    int yes = 0;
    int zero = 0;
    for (int i = 0; i < 4_000; i++) {
      for (QuestionAnswer qa : ask(i)) {
        asked.merge(qa.task(), 1, Integer::sum);
        yes += qa.answer().equals("yes") ? 1 : 0;
        zero += qa.answer().equals("zero") ? 1 : 0;
        assertThat(qa.question()).isNotBlank().doesNotEndWith(" ");
        if (!qa.about().isEmpty()) {
          Noun about = Noun.of(qa.about());
          assertThat(qa.question())
              .containsAnyOf(about.name(), about.plural(), Captions.capitalised(about.name()));
        }
        assertThat(qa.answer()).isNotBlank().isLowerCase().doesNotEndWith(".");
      }
    }
    assertThat(asked).containsOnlyKeys(Task.values());
    assertThat(asked.get(Task.YES_NO)).isEqualTo(8_000);
    assertThat(yes).isBetween(3_800, 4_200);
    assertThat(zero).isBetween(400, 1_000);
  }

  @Test
  void countsAreThoseOfTheScene() {
    for (int i = 0; i < 4_000; i++) {
      Scene scene = composer.compose(Split.TRAIN, 1, i);
      for (QuestionAnswer qa : ask(i)) {
        if (qa.task() == Task.COUNT) {
          String question = qa.question().toLowerCase(Locale.ROOT);
          int answer = Noun.NUMBERS.indexOf(qa.answer());
          boolean all = question.contains("objects") || question.contains("things");
          assertThat(all ? scene.objects().size() : counted(scene, question))
              .as("%s -> %s in %s", qa.question(), qa.answer(), scene)
              .isEqualTo(answer);
        }
      }
    }
  }

  @Test
  void coloursAreThoseOfTheTints() {
    for (int i = 0; i < 5_000; i++) {
      Scene scene = composer.compose(Split.TRAIN, 1, i);
      for (QuestionAnswer qa : ask(i)) {
        if (qa.task() == Task.COLOUR) {
          assertThat(scene.subjects())
              .anyMatch(
                  subject ->
                      subject.colour().word().equals(qa.answer())
                          && qa.question().contains(noun(subject).definite(subject.count())));
        }
      }
    }
  }

  @Test
  void positionsFollowTheCoordinates() {
    int positions = 0;
    for (int i = 0; i < 5_000; i++) {
      Scene scene = composer.compose(Split.TRAIN, 1, i);
      for (QuestionAnswer qa : ask(i)) {
        if (qa.task() == Task.POSITION) {
          positions++;
          SceneObject other = named(scene, qa.answer().replaceFirst(".* the ", ""));
          SceneObject object = scene.objects().get(scene.objects().get(0).equals(other) ? 1 : 0);
          String expected =
              scene.layout() == Scene.Layout.ROW
                  ? object.x() < other.x() ? "to the left of" : "to the right of"
                  : object.y() < other.y() ? "above" : "below";
          assertThat(qa.answer()).startsWith(expected + " the ");
        }
      }
    }
    assertThat(positions).isGreaterThan(800);
  }

  @Test
  void presenceIsAnsweredTruly() {
    int checked = 0;
    for (int i = 0; i < 4_000; i++) {
      Scene scene = composer.compose(Split.TRAIN, 1, i);
      for (QuestionAnswer qa : ask(i)) {
        Optional<String> name = presenceAsked(qa);
        if (name.isPresent()) {
          checked++;
          boolean shown =
              scene.subjects().stream()
                  .anyMatch(s -> noun(s).counted(1, ObjectColour.NATURAL).equals(name.get()));
          assertThat(qa.answer()).as("%s %s", qa, scene).isEqualTo(shown ? "yes" : "no");
        }
      }
    }
    assertThat(checked).isGreaterThan(400);
  }

  @Test
  void listsSayOfEachThingWhatIsTrue() {
    int colours = 0;
    for (int i = 0; i < 2_000; i++) {
      Scene scene = composer.compose(Split.TRAIN, 1, i);
      for (QuestionAnswer qa : ask(i)) {
        if (qa.task() == Task.LIST) {
          String names = qa.question().replaceFirst("^.*: ", "").replaceFirst("\\?$", "");
          assertThat(qa.answer().replaceAll(" [a-z]+(?=,|$)", "")).isEqualTo(names);
          for (String item : qa.answer().split(", ")) {
            String name = item.substring(0, item.lastIndexOf(' '));
            String said = item.substring(item.lastIndexOf(' ') + 1);
            Optional<Subject> shown =
                scene.subjects().stream().filter(s -> noun(s).name().equals(name)).findFirst();
            assertThat(said).as("%s %s", qa, scene).isEqualTo(truth(scene, shown, said));
            colours += COLOURS.contains(said) ? 1 : 0;
          }
        }
      }
    }
    assertThat(colours).isGreaterThan(300);
  }

  @Test
  void namesAndDescriptionsAreCanonical() {
    Captions captions = new Captions(sprites);
    for (int i = 0; i < 500; i++) {
      Scene scene = composer.compose(Split.TRAIN, 1, i);
      List<String> phrases = new ArrayList<>();
      scene.subjects().forEach(s -> phrases.add(noun(s).counted(s.count(), s.colour())));
      for (QuestionAnswer qa : ask(i)) {
        if (qa.task() == Task.NAME) {
          assertThat(qa.answer()).isIn(both(Nouns.list(phrases), phrases));
        } else if (qa.task() == Task.DESCRIBE) {
          assertThat(qa.answer()).isEqualTo(captions.description(scene));
        } else if (qa.task() == Task.BACKGROUND) {
          assertThat(qa.answer()).isEqualTo(scene.background().words());
        }
      }
    }
  }

  /** What is true of a thing, in the terms in which something was said of it. */
  private static String truth(Scene scene, Optional<Subject> shown, String said) {
    if (said.equals("yes") || said.equals("no")) {
      return shown.isPresent() ? "yes" : "no";
    }
    if (Noun.NUMBERS.contains(said)) {
      return Noun.NUMBERS.get(shown.map(Subject::count).orElse(0));
    }
    if (COLOURS.contains(said)) {
      return shown.orElseThrow().colour().word();
    }
    SceneObject it = named(scene, sprites.name(shown.orElseThrow().concept()));
    SceneObject other =
        scene.objects().stream().filter(object -> object != it).findFirst().orElseThrow();
    return scene.layout() == Scene.Layout.ROW
        ? (it.x() < other.x() ? "left" : "right")
        : (it.y() < other.y() ? "top" : "bottom");
  }

  private static List<QuestionAnswer> ask(int index) {
    Scene scene = composer.compose(Split.TRAIN, 1, index);
    return questions.questions(scene, SceneRandom.at(8, 0, index));
  }

  /** Number of objects whose plural a question of the form "how many ... are/do" names. */
  private static int counted(Scene scene, String question) {
    String many = question.replaceFirst("^(how many|count the) ", "");
    many = many.replaceFirst("( are there| are in| do you| can you|\\.|$).*", "");
    String asked = many;
    return scene.subjects().stream()
        .filter(
            s ->
                asked.equals(noun(s).many(ObjectColour.NATURAL))
                    || asked.equals(noun(s).many(s.colour())))
        .mapToInt(Subject::count)
        .sum();
  }

  private static Optional<String> presenceAsked(QuestionAnswer qa) {
    String question = qa.question().toLowerCase(Locale.ROOT);
    boolean presence = qa.task() == Task.YES_NO && question.startsWith("is there ");
    return presence
        ? Optional.of(question.replaceFirst("is there ", "").replaceFirst("( in the .*)?\\??$", ""))
        : Optional.empty();
  }

  private static SceneObject named(Scene scene, String name) {
    return scene.objects().stream()
        .filter(object -> sprites.name(object.concept()).equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Noun noun(Subject subject) {
    return Noun.of(sprites.name(subject.concept()));
  }

  private static List<String> both(String list, List<String> phrases) {
    List<String> all = new ArrayList<>(phrases);
    all.add(list);
    return all;
  }
}
