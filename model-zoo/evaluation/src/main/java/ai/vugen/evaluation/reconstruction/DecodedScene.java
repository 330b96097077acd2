package ai.vugen.evaluation.reconstruction;

import java.util.List;

/**
 * A scene that was encoded and decoded again.
 *
 * @param index its number in its split, from 0
 * @param caption what it shows
 * @param fidelity one for each of {@link ReconstructionRun#DECODER_STEPS}, in their order
 * @param pictures addresses relative to the folder of the report: of the original, then in the
 *     order of the numbers of steps; empty if they were not kept
 */
public record DecodedScene(
    int index, String caption, List<PictureFidelity> fidelity, List<String> pictures) {
  public DecodedScene {
    fidelity = List.copyOf(fidelity);
    pictures = List.copyOf(pictures);
  }

  /** Whether its pictures were kept. */
  boolean isShown() {
    return !pictures.isEmpty();
  }
}
