/** How GenEval's rules and a detector score pictures that are right by construction. */
@NullMarked
package ai.vugen.evaluation.calibration;

import org.jspecify.annotations.NullMarked;
