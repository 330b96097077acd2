/** Reading of the reference values that tests compare with. */
@NullMarked
package ai.vugen.goldens;

import org.jspecify.annotations.NullMarked;
