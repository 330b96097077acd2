/** The picture world: captioned scenes with questions, composed on the fly from drawings. */
@NullMarked
package ai.vugen.world;

import org.jspecify.annotations.NullMarked;
