/**
 * Image → z. The perception encoder, its projector into the language model, and the image
 * processor.
 */
@NullMarked
package ai.vugen.model.vision;

import org.jspecify.annotations.NullMarked;
