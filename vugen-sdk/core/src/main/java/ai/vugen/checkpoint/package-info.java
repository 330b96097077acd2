/**
 * Weights on disk: safetensors files read, checked and written, checkpoints of one or many files,
 * and the tables that translate foreign weight names.
 */
@NullMarked
package ai.vugen.checkpoint;

import org.jspecify.annotations.NullMarked;
