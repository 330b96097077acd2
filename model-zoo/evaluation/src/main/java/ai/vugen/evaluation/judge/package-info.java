/** The judge of the picture world: a small detector that says what a picture shows, and where. */
@NullMarked
package ai.vugen.evaluation.judge;

import org.jspecify.annotations.NullMarked;
