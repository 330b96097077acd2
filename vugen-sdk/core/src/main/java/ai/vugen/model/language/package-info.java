/** Text (and z) → keys, values and logits. The language model, its tokenizer and chat template. */
@NullMarked
package ai.vugen.model.language;

import org.jspecify.annotations.NullMarked;
