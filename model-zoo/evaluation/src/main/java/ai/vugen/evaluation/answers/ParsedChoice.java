package ai.vugen.evaluation.answers;

import java.util.Optional;

/**
 * What an answer to a multiple-choice question was read as.
 *
 * @param letter the option's letter; 'Z' for a refusal, nothing for no option
 * @param random true if the letter was drawn because the answer named no option
 */
public record ParsedChoice(Optional<Character> letter, boolean random) {}
