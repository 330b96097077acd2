/** The stages that train a model, and what drives them: recipe, trainer, run folder. */
@NullMarked
package ai.vugen.training.recipe;

import org.jspecify.annotations.NullMarked;
