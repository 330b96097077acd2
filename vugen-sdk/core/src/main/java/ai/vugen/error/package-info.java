/** The one family of unchecked exceptions that the SDK throws. */
@NullMarked
package ai.vugen.error;

import org.jspecify.annotations.NullMarked;
