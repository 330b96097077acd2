/** How good images and answers are, as numbers that state their protocol. */
@NullMarked
package ai.vugen.evaluation;

import org.jspecify.annotations.NullMarked;
