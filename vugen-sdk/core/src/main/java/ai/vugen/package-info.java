/** One model that draws and sees: the facade of the VuGen SDK. */
@NullMarked
package ai.vugen;

import org.jspecify.annotations.NullMarked;
