package ai.vugen.training.recipe;

import ai.vugen.world.QuestionAnswer;
import ai.vugen.world.Scene;
import ai.vugen.world.Split;
import java.util.ArrayList;
import java.util.List;

/** What is said in the picture world, for the tokenizer to learn from. */
final class TextSample {
  private static final int SCENES = 30_000;

  private TextSample() {}

  /** Captions, questions and answers of the first scenes. */
  static List<String> of(WorldData data) {
    List<String> texts = new ArrayList<>();
    for (long i = 0; i < SCENES; i++) {
      Scene scene = data.world().scene(Split.TRAIN, data.seed(), i);
      texts.add(data.world().caption(scene, Split.TRAIN, data.seed(), i));
      for (QuestionAnswer asked : data.world().questions(scene, Split.TRAIN, data.seed(), i)) {
        texts.add(asked.question());
        texts.add(asked.answer());
      }
    }
    texts.add("system user assistant");
    return texts;
  }
}
