package ai.vugen.evaluation.dpg;

import ai.vugen.error.InvalidRequestException;
import java.util.List;

/**
 * The score of one item.
 *
 * @param pictures share of the questions that each picture fulfils, 0 to 1
 */
public record DpgItemScore(List<Double> pictures) {
  /**
   * @throws InvalidRequestException if there is no picture
   */
  public DpgItemScore {
    pictures = List.copyOf(pictures);
    if (pictures.isEmpty()) {
      throw new InvalidRequestException("An item without pictures; expected at least one.");
    }
  }

  /** The mean over the pictures, 0 to 1. */
  public double score() {
    return pictures.stream().mapToDouble(Double::doubleValue).sum() / pictures.size();
  }
}
