/** The drawings of the picture world, prepared from checkouts of the projects that drew them. */
@NullMarked
package ai.vugen.world.drawing;

import org.jspecify.annotations.NullMarked;
