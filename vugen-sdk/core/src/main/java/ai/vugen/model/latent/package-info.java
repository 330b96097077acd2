/**
 * The latent spaces that a model may draw in: what a latent is made of, its shape and statistics.
 */
@NullMarked
package ai.vugen.model.latent;

import org.jspecify.annotations.NullMarked;
