/** Metrics of how well an image fits a text. */
@NullMarked
package ai.vugen.evaluation.text;

import org.jspecify.annotations.NullMarked;
