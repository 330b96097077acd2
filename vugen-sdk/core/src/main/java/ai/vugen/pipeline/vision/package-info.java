/** The first stage of seeing: a picture → z, image tokens, z̃. */
@NullMarked
package ai.vugen.pipeline.vision;

import org.jspecify.annotations.NullMarked;
