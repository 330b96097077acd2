/**
 * The second stage of drawing: keys, values and noise → latents; requests share the batches of the
 * tower.
 */
@NullMarked
package ai.vugen.pipeline.sampling;

import org.jspecify.annotations.NullMarked;
