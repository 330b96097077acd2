/** The drawings of the picture world, prepared from checkouts of the projects that drew them. */
@NullMarked
package ai.vugen.training.drawing;

import org.jspecify.annotations.NullMarked;
