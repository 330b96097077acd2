package ai.vugen.evaluation.reconstruction;

import ai.vugen.evaluation.features.FrechetDistance;
import java.util.List;

/**
 * How near the pictures of a split are to their originals.
 *
 * @param steps decoder steps with which they were decoded
 * @param psnr of the scenes, in decibels
 * @param ssim of the scenes, at most 1
 * @param frechet distance of the decoded pictures as a set from the originals as a set; with the
 *     features of an Inception network it would be the rFID
 */
public record FidelitySummary(
    int steps, ScoreSpread psnr, ScoreSpread ssim, FrechetDistance frechet) {
  /** Sums up scenes, at least one. */
  static FidelitySummary of(int steps, List<PictureFidelity> scenes, FrechetDistance frechet) {
    return new FidelitySummary(
        steps,
        ScoreSpread.of(scenes.stream().map(PictureFidelity::psnr).toList()),
        ScoreSpread.of(scenes.stream().map(PictureFidelity::ssim).toList()),
        frechet);
  }
}
