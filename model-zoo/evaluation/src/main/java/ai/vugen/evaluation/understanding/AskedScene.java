package ai.vugen.evaluation.understanding;

import java.util.List;

/**
 * A scene that was asked about.
 *
 * @param index its number in its split, from 0
 * @param caption what it shows
 * @param picture address of its picture, relative to the folder of the report
 * @param questions all of its questions, in their order
 */
public record AskedScene(int index, String caption, String picture, List<AskedQuestion> questions) {
  public AskedScene {
    questions = List.copyOf(questions);
  }
}
