/** Keys, values and noise → z̃. The generation tower, a mixture of transformers. */
@NullMarked
package ai.vugen.model.tower;

import org.jspecify.annotations.NullMarked;
