/** Z̃ → image. The pixel diffusion decoder. */
@NullMarked
package ai.vugen.model.decoder;

import org.jspecify.annotations.NullMarked;
