/** The application. */
@NullMarked
package ai.vugen.packaging;

import org.jspecify.annotations.NullMarked;
