package ai.vugen.world;

/**
 * What each cell of a square grid over a picture shows, row by row; for dense supervision.
 *
 * @param concepts [grid * grid] 0 for background, else 1 + the concept's id
 * @param colours [grid * grid] 0 for background and natural colours, else {@link
 *     ObjectColour#label()}
 */
@SuppressWarnings("ArrayRecordComponent") // plain training data, never compared
public record CellLabels(int[] concepts, int[] colours) {}
