/** The one folder on disk that the SDK may write to without being asked. */
@NullMarked
package ai.vugen.cache;

import org.jspecify.annotations.NullMarked;
