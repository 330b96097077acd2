/** The command line of the SDK. */
@NullMarked
package ai.vugen.examples.cli;

import org.jspecify.annotations.NullMarked;
