package ai.vugen.model.vision;

import ai.vugen.image.TileGrid;

/**
 * A picture as the vision encoder takes it.
 *
 * @param values {@code [count, 3, size, size]}, red first: the thumbnail if there is one, then the
 *     tiles row by row; owned by whoever asked for them
 * @param count number of tiles, with the thumbnail
 * @param size side of a tile in pixels
 * @param grid how the picture was cut, the thumbnail not counted
 */
@SuppressWarnings("ArrayRecordComponent") // a buffer on its way to the encoder, never compared
public record ImageTiles(float[] values, int count, int size, TileGrid grid) {}
