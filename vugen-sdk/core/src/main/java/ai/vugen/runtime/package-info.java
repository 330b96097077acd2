/** ONNX Runtime behind plain types: sessions, off-heap tensors, threads, cancellation. */
@NullMarked
package ai.vugen.runtime;

import org.jspecify.annotations.NullMarked;
