/** How well a model sees: its answers to the questions about held-out scenes. */
@NullMarked
package ai.vugen.evaluation.understanding;

import org.jspecify.annotations.NullMarked;
