/** How text is generated and why it ended: settings of the language model. */
@NullMarked
package ai.vugen.text;

import org.jspecify.annotations.NullMarked;
