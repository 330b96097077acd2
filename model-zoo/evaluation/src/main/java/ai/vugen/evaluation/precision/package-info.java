/** How far a model's networks in 8-bit integers are from those in float32, and how fast. */
@NullMarked
package ai.vugen.evaluation.precision;

import org.jspecify.annotations.NullMarked;
