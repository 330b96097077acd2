/** The last stage of drawing: a latent → pixels. */
@NullMarked
package ai.vugen.pipeline.decoding;

import org.jspecify.annotations.NullMarked;
