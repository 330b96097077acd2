package ai.vugen.evaluation.calibration;

import ai.vugen.evaluation.geneval.GenEvalPrompt;

/**
 * A prompt that no scene was composed for.
 *
 * @param prompt what was asked for
 * @param reason why there is no scene
 */
public record MissingPrompt(GenEvalPrompt prompt, String reason) {}
