/** How well a model keeps pictures: held-out scenes, encoded and decoded again. */
@NullMarked
package ai.vugen.evaluation.reconstruction;

import org.jspecify.annotations.NullMarked;
