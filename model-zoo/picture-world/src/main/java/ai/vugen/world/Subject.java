package ai.vugen.world;

/**
 * Equal objects of a scene, as a caption names them: how many, which colour, what.
 *
 * @param concept index into {@link Sprites#names()}
 * @param colour colour of all of them
 * @param count how many, 1 to 4
 */
public record Subject(int concept, ObjectColour colour, int count) {}
