package ai.vugen.evaluation.geneval;

/**
 * What an image must not show.
 *
 * @param className the object's class
 * @param count the image fails with this many or more, from 1
 */
public record Exclude(String className, int count) {}
