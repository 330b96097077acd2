package ai.vugen.evaluation.judge;

/**
 * A thing that a judge saw in a picture.
 *
 * @param thing which, from 0
 * @param colour which, from 0, "as drawn"
 * @param tint the likeliest colour other than "as drawn"
 * @param score probability in [0, 1] that the middle of a thing lies there, times that of the thing
 * @param left of its box, in pixels
 * @param top of its box, in pixels
 * @param right of its box, in pixels
 * @param bottom of its box, in pixels
 */
public record Sighting(
    int thing,
    int colour,
    int tint,
    double score,
    double left,
    double top,
    double right,
    double bottom) {}
