/** Whether the runtime computes what it should on this processor. */
@NullMarked
package ai.vugen.selfcheck;

import org.jspecify.annotations.NullMarked;
