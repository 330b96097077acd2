/** Strict reading of JSON, and the checks of a configuration's numbers. */
@NullMarked
package ai.vugen.json;

import org.jspecify.annotations.NullMarked;
