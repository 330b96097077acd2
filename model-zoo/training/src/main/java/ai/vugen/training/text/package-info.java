/** Training of the tokenizer on captions, questions and answers. */
@NullMarked
package ai.vugen.training.text;

import org.jspecify.annotations.NullMarked;
