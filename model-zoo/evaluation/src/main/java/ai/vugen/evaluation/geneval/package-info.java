/**
 * GenEval: do generated images show the objects, counts, colours and positions that their prompts
 * ask for? Source: Ghosh, Hajishirzi, Schmidt 2023, "GenEval: An Object-Focused Framework for
 * Evaluating Text-to-Image Alignment".
 */
@NullMarked
package ai.vugen.evaluation.geneval;

import org.jspecify.annotations.NullMarked;
