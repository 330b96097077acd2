/**
 * One model that draws and sees: the facade of the VuGen SDK.
 *
 * <p>No method of this package takes or returns null. Null for a parameter throws {@link
 * ai.vugen.error.InvalidRequestException}, whose message names the parameter; what may be missing
 * is an {@link java.util.Optional}.
 */
@NullMarked
package ai.vugen;

import org.jspecify.annotations.NullMarked;
