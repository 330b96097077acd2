/** The language model at work: prompts → keys and values, conversations → answers. */
@NullMarked
package ai.vugen.pipeline.language;

import org.jspecify.annotations.NullMarked;
