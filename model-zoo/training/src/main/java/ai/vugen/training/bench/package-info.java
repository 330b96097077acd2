/** The networks on ONNX Runtime and on libtorch, timed side by side. */
@NullMarked
package ai.vugen.training.bench;

import org.jspecify.annotations.NullMarked;
