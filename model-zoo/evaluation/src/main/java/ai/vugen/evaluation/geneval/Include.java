package ai.vugen.evaluation.geneval;

import org.jspecify.annotations.Nullable;

/**
 * What an image must show.
 *
 * @param className the object's class
 * @param count how many at least, from 1; only the best {@code count} are looked at further
 * @param colour the colour each of them must have, or null for any
 * @param position where each of them must stand, or null for anywhere
 */
public record Include(
    String className, int count, @Nullable ObjectColour colour, @Nullable Position position) {}
