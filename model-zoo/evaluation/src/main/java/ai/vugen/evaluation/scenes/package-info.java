/** Scenes of the picture world that no training shows, to measure models with. */
@NullMarked
package ai.vugen.evaluation.scenes;

import org.jspecify.annotations.NullMarked;
