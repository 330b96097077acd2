package ai.vugen.examples.cli;

import ai.vugen.GenerateRequest;
import picocli.CommandLine.Option;

/** How finely an image is sampled: a number of steps, or few of them. */
final class StepOption {
  @Option(names = "--steps", description = "Sampling steps; default: 25.")
  private int steps = 25;

  @Option(
      names = "--few-steps",
      description = "8 steps, guided at the beginning only: a third of the time.")
  private boolean few;

  GenerateRequest.Builder applyTo(GenerateRequest.Builder request) {
    return few ? request.fewSteps() : request.steps(steps);
  }
}
