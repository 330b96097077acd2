/**
 * The networks of a model as graphs: what each computes, and the names and shapes of its inputs and
 * outputs, which {@code docs/graphs.md} promises.
 */
@NullMarked
package ai.vugen.graph;

import org.jspecify.annotations.NullMarked;
