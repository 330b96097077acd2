/**
 * Model folders put together: VUGEN models from the weights of a perception language model and
 * trained parts, and models of full size with random weights.
 */
@NullMarked
package ai.vugen.assembly;

import org.jspecify.annotations.NullMarked;
