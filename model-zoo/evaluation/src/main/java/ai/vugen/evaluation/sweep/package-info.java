/** Curves of a model's quality over guidance, sampling steps and decoder steps. */
@NullMarked
package ai.vugen.evaluation.sweep;

import org.jspecify.annotations.NullMarked;
