package ai.vugen.evaluation.dpg;

import ai.vugen.error.InvalidRequestException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The answers of a VQA model about all pictures of a model under test. */
public final class DpgRun {
  private final int pictures;
  private final Set<String> items;
  private final Map<Key, List<String>> answers = new HashMap<>();

  private record Key(String itemId, int propositionId) {}

  /**
   * Collects answers.
   *
   * @param pictures pictures of each item, from 1; officially 4, the tiles of a 2 x 2 grid
   * @param items the items that have an image
   * @param answers at least all answers about these items
   * @throws InvalidRequestException if an answer is not one text a picture
   */
  public DpgRun(int pictures, List<String> items, List<Answer> answers) {
    if (pictures < 1) {
      throw new InvalidRequestException(
          pictures + " pictures an item; expected 1 or more, officially 4.");
    }
    this.pictures = pictures;
    this.items = new LinkedHashSet<>(items);
    for (Answer answer : answers) {
      if (answer.answers().size() != pictures) {
        throw new InvalidRequestException(
            "%d answers to question %d of %s; expected one for each of its %d pictures."
                .formatted(
                    answer.answers().size(), answer.propositionId(), answer.itemId(), pictures));
      }
      this.answers.put(new Key(answer.itemId(), answer.propositionId()), answer.answers());
    }
  }

  int pictures() {
    return pictures;
  }

  Set<String> items() {
    return items;
  }

  String answer(DpgTable.Question question, int picture) {
    List<String> texts = answers.get(new Key(question.itemId(), question.propositionId()));
    if (texts == null) {
      throw new InvalidRequestException(
          "Question %d of %s has no answers; expected one for each picture. Ask it, or leave %s out"
                  .formatted(question.propositionId(), question.itemId(), question.itemId())
              + " of the items that have an image.");
    }
    return texts.get(picture);
  }

  /**
   * What a VQA model answered to one question.
   *
   * @param itemId the question's item
   * @param propositionId the question's number inside its item
   * @param answers one answer for each picture of the item
   */
  public record Answer(String itemId, int propositionId, List<String> answers) {
    public Answer {
      answers = List.copyOf(answers);
    }
  }
}
