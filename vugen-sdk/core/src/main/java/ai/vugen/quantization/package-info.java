/** Weights in fewer bits: how they are rounded, and the file that keeps them. */
@NullMarked
package ai.vugen.quantization;

import org.jspecify.annotations.NullMarked;
