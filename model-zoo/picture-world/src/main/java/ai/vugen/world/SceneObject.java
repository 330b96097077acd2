package ai.vugen.world;

/**
 * One drawing placed in a scene.
 *
 * @param concept what it is: index into {@link Sprites#names()}
 * @param style which drawing of it
 * @param colour tint, or natural
 * @param x centre of the drawing's tight box, in pixels of a {@value Scene#CANVAS} px wide picture
 * @param y centre from the top, same unit
 * @param size longer side of the tight box, same unit
 * @param mirrored drawn with left and right exchanged
 */
public record SceneObject(
    int concept, Style style, ObjectColour colour, int x, int y, int size, boolean mirrored) {}
