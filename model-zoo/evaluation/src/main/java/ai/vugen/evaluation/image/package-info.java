/** Metrics that compare an image with its original, and the resizing that metrics rely on. */
@NullMarked
package ai.vugen.evaluation.image;

import org.jspecify.annotations.NullMarked;
