package ai.vugen.evaluation.judge;

import ai.vugen.json.JsonSection;
import java.util.List;

/**
 * The numbers of a judge.
 *
 * @param imageSize side of the pictures in pixels
 * @param channels of each level; each level after the first halves the grid, and so does the first
 *     convolution
 * @param blocks residual blocks of each level
 * @param groups groups of the group norms
 * @param things number of things that it tells apart
 * @param colours number of colours, the first of which is "as drawn"
 */
public record JudgeConfig(
    int imageSize,
    List<Integer> channels,
    List<Integer> blocks,
    int groups,
    int things,
    int colours) {
  /** The level whose grid the verdicts are given on, from the last: one above the coarsest. */
  private static final int ABOVE_COARSEST = 1;

  public JudgeConfig {
    channels = List.copyOf(channels);
    blocks = List.copyOf(blocks);
  }

  /**
   * Reads the numbers of a section.
   *
   * @throws ai.vugen.error.ModelIntegrityException if one is missing or does not fit its neighbours
   */
  public static JudgeConfig of(JsonSection section) {
    JudgeConfig config =
        new JudgeConfig(
            section.size("image_size"),
            section.sizes("channels"),
            section.sizes("blocks"),
            section.size("groups"),
            section.size("things"),
            section.size("colours"));
    config.check(section);
    return config;
  }

  private void check(JsonSection section) {
    if (channels.size() < 2 || channels.size() != blocks.size()) {
      throw section.fault(
          "channels", "and blocks must have as many levels, at least two: " + channels + blocks);
    }
    for (int width : channels) {
      if (width % groups != 0) {
        throw section.fault("groups", groups + " does not divide " + width + " channels");
      }
    }
    int coarsest = 1 << channels.size();
    if (imageSize % coarsest != 0) {
      throw section.fault(
          "image_size", imageSize + " is no multiple of " + coarsest + ", the coarsest cell");
    }
  }

  /** Pixels from one cell of the verdicts to the next. */
  public int stride() {
    return 1 << (channels.size() - ABOVE_COARSEST);
  }

  /** Side of the grid of verdicts. */
  public int grid() {
    return imageSize / stride();
  }
}
