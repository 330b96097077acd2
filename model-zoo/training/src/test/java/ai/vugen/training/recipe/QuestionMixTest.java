package ai.vugen.training.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.ModelIntegrityException;
import ai.vugen.json.JsonSection;
import ai.vugen.world.QuestionAnswer;
import ai.vugen.world.QuestionAnswer.Task;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class QuestionMixTest {
  private static final List<QuestionAnswer> ALL =
      Arrays.stream(Task.values()).map(task -> new QuestionAnswer(task, "?", task.name())).toList();

  @Test
  void likelierTasksAreAskedMoreOften() {
    QuestionMix mix = new QuestionMix(1, List.of(1, 0, 4, 0, 0, 0, 0, 0));
    int colours = 0;
    for (int i = 0; i < 5_000; i++) {
      Task asked = mix.of(ALL, new SplittableRandom(i)).get(0).task();
      assertThat(asked).isIn(Task.NAME, Task.COLOUR);
      colours += asked == Task.COLOUR ? 1 : 0;
    }
    assertThat(colours).isBetween(3_900, 4_100); // four of five
  }

  @Test
  void noneAndAll() {
    assertThat(QuestionMix.NONE.of(ALL, new SplittableRandom(1))).isEmpty();
    assertThat(QuestionMix.ALL.of(ALL, new SplittableRandom(1)))
        .containsExactlyInAnyOrderElementsOf(ALL);
  }

  @Test
  void aMixOfTheWrongLengthIsRefused() {
    JsonSection section = JsonSection.parse("test", "{\"questions\": 2, \"question_mix\": [1, 1]}");
    assertThatThrownBy(() -> QuestionMix.of(section))
        .isInstanceOf(ModelIntegrityException.class)
        .hasMessageContaining("question_mix")
        .hasMessageContaining("8 weights")
        .hasMessageContaining("[1, 1]");
  }
}
