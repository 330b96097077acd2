/** The stages of a model and the order in which a request passes them. */
@NullMarked
package ai.vugen.pipeline;

import org.jspecify.annotations.NullMarked;
