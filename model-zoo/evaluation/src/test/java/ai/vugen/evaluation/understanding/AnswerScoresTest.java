package ai.vugen.evaluation.understanding;

import static ai.vugen.evaluation.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.evaluation.understanding.AnswerScores.TaskAccuracy;
import ai.vugen.evaluation.understanding.AskedScene.AskedQuestion;
import ai.vugen.world.QuestionAnswer;
import ai.vugen.world.QuestionAnswer.Task;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AnswerScoresTest {
  private static AskedQuestion asked(Task task, String expected, String answer) {
    return new AskedQuestion(new QuestionAnswer(task, "?", expected), answer);
  }

  private static AskedScene scene(AskedQuestion... questions) {
    return new AskedScene(0, "a caption", "pictures/a.png", List.of(questions));
  }

  @Test
  void answersMatchButForSpaceAndCase() {
    assertThat(asked(Task.NAME, "a TV", " A tv\n").right()).isTrue();
    assertThat(asked(Task.NAME, "a dog", "a dog.").right()).isFalse();
    assertThat(asked(Task.NAME, "a dog", "").right()).isFalse();
  }

  @Test
  void chanceIsAlwaysGivingTheCommonestAnswerOfTheTask() {
    AnswerScores scores =
        AnswerScores.of(
            List.of(
                scene(
                    asked(Task.COUNT, "two", "two"),
                    asked(Task.COUNT, "one", "two"),
                    asked(Task.YES_NO, "no", "yes")),
                scene(
                    asked(Task.COUNT, "Two", "three"),
                    asked(Task.COUNT, "three", "Three "),
                    asked(Task.YES_NO, "yes", "yes"))));

    assertThat(scores.tasks()).containsOnlyKeys(Task.COUNT, Task.YES_NO);
    assertThat(scores.tasks()).containsEntry(Task.COUNT, new TaskAccuracy(4, 2, 2));
    assertThat(scores.tasks()).containsEntry(Task.YES_NO, new TaskAccuracy(2, 1, 1));
    assertThat(scores.overall()).isEqualTo(new TaskAccuracy(6, 3, 3));
  }

  @Test
  void sharesAreOfTheQuestionsAsked() {
    TaskAccuracy accuracy = new TaskAccuracy(8, 6, 2);
    assertThat(accuracy.accuracy()).isEqualTo(0.75);
    assertThat(accuracy.chance()).isEqualTo(0.25);
  }

  @Test
  void noQuestionsHaveNoScore() {
    refused(() -> AnswerScores.of(List.of(scene())), "number of questions is 0");
  }
}
