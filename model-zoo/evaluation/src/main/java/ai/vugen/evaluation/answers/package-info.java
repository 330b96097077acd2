/**
 * Scores of answers about images: MME, POPE, MMBench, MMMU and VQA accuracy. Each follows a named
 * evaluation program, because these read the same answer differently.
 */
@NullMarked
package ai.vugen.evaluation.answers;

import org.jspecify.annotations.NullMarked;
