/**
 * The language that networks are written in: symbolic-shaped tensors, named weights and the layers
 * built from them. A backend is a subclass of {@link ai.vugen.tensor.Tensor}.
 */
@NullMarked
package ai.vugen.tensor;

import org.jspecify.annotations.NullMarked;
