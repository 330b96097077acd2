package ai.vugen.world;

/**
 * Where an object of a scene is drawn in a picture.
 *
 * @param concept what it is
 * @param colour its colour
 * @param left of its tight box, in pixels of the picture; may lie outside
 * @param top of its tight box
 * @param width of its tight box
 * @param height of its tight box
 */
public record ObjectBox(
    int concept, ObjectColour colour, int left, int top, int width, int height) {}
