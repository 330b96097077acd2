package ai.vugen.evaluation.geneval;

/**
 * Where an included object must stand.
 *
 * @param relation how it must stand to the target
 * @param target index of the target among the prompt's includes, from 0
 */
public record Position(Relation relation, int target) {}
