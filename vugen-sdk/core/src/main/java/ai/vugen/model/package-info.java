/** The paper's networks and their configurations; no backend in sight. */
@NullMarked
package ai.vugen.model;

import org.jspecify.annotations.NullMarked;
