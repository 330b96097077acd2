/** Folders of pictures, measured as sets: what a JVM team runs on its own images. */
@NullMarked
package ai.vugen.evaluation.folders;

import org.jspecify.annotations.NullMarked;
