package ai.vugen.evaluation.reconstruction;

import java.util.List;

/**
 * How near the pictures of a split are to their originals.
 *
 * @param steps decoder steps with which they were decoded
 * @param psnr of the scenes, in decibels
 * @param ssim of the scenes, at most 1
 */
public record FidelitySummary(int steps, ScoreSpread psnr, ScoreSpread ssim) {
  /** Sums up scenes, at least one. */
  static FidelitySummary of(int steps, List<PictureFidelity> scenes) {
    return new FidelitySummary(
        steps,
        ScoreSpread.of(scenes.stream().map(PictureFidelity::psnr).toList()),
        ScoreSpread.of(scenes.stream().map(PictureFidelity::ssim).toList()));
  }
}
