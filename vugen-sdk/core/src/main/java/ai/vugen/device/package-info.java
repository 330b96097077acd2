/** Where a model computes, and in which numbers. */
@NullMarked
package ai.vugen.device;

import org.jspecify.annotations.NullMarked;
