/** One strict way to read JSON, with errors that say where in which file, what and what instead. */
@NullMarked
package ai.vugen.json;

import org.jspecify.annotations.NullMarked;
