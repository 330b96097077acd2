package ai.vugen.evaluation.sweep;

/**
 * How far a run is, after an image was drawn and looked at.
 *
 * @param point what the image was drawn for
 * @param image images of the point that are done, this one included
 * @param images all images of the point
 * @param done work that is done, in evaluations of the model
 * @param work all work of the run, in the same unit
 */
public record SweepProgress(SweepPoint point, int image, int images, long done, long work) {}
