/**
 * What an opened model owns: its checked files, one session a network, the weights that a precision
 * asks for, and bounded caches.
 */
@NullMarked
package ai.vugen.session;

import org.jspecify.annotations.NullMarked;
