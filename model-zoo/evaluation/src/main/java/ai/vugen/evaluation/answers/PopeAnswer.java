package ai.vugen.evaluation.answers;

/**
 * One question of POPE: is this object in the image?
 *
 * @param category how absent objects were chosen: {@code random}, {@code popular} or {@code
 *     adversarial}; several with commas between them
 * @param expected true if the right answer is yes
 * @param prediction what the model answered
 */
public record PopeAnswer(String category, boolean expected, String prediction) {}
