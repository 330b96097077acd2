/** Metrics that compare two sets of images by their feature vectors. */
@NullMarked
package ai.vugen.evaluation.features;

import org.jspecify.annotations.NullMarked;
