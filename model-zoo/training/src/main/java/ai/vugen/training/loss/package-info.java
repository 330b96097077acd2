/** Loss terms with networks of their own, whose weights the user supplies. */
@NullMarked
package ai.vugen.training.loss;

import org.jspecify.annotations.NullMarked;
