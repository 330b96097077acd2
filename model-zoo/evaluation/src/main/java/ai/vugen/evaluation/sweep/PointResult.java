package ai.vugen.evaluation.sweep;

import org.jspecify.annotations.Nullable;

/**
 * What was measured at one point.
 *
 * @param point the setting
 * @param frechet Fréchet distance of generated images and reference pictures in the judge's
 *     features
 * @param density of the generated images among the reference pictures, 0 or more: realism
 * @param coverage of the reference pictures by the generated images, 0 to 1: diversity
 * @param geneval overall score of GenEval, 0 to 1: consistency with the prompt
 * @param seconds an image takes, the median; in a sweep of the decoder of decoding alone
 * @param psnr mean peak signal-to-noise ratio to the images of the finest decoder in decibels, at
 *     most 100; null where there are none
 */
public record PointResult(
    SweepPoint point,
    double frechet,
    double density,
    double coverage,
    double geneval,
    double seconds,
    @Nullable Double psnr) {}
