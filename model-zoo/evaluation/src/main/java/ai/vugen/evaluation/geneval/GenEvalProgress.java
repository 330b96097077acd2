package ai.vugen.evaluation.geneval;

import java.nio.file.Path;

/**
 * How far a run is, after an image was judged.
 *
 * @param done images judged so far, this one included
 * @param images all images of the run
 * @param file the image
 * @param origin where it comes from
 * @param verdict what is said about it
 */
public record GenEvalProgress(
    int done, int images, Path file, ImageOrigin origin, ImageVerdict verdict) {}
