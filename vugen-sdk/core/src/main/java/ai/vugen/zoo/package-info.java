/** Where models come from: the catalog, the bundled model, folders; every file verified. */
@NullMarked
package ai.vugen.zoo;

import org.jspecify.annotations.NullMarked;
