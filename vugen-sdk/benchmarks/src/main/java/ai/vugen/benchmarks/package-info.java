/** Microbenchmarks of what the SDK computes in Java. */
@NullMarked
package ai.vugen.benchmarks;

import org.jspecify.annotations.NullMarked;
