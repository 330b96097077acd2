package ai.vugen.examples.cli;

import ai.vugen.GenerateRequest;
import picocli.CommandLine.Option;

/** How finely an image is sampled: a number of steps, or the fast settings. */
final class StepOption {
  @Option(names = "--steps", description = "Sampling steps; default: 25.")
  private int steps = 25;

  @Option(names = "--fast", description = "Few steps, guided at the beginning only.")
  private boolean fast;

  GenerateRequest applyTo(GenerateRequest request) {
    return fast ? request.fast() : request.withSteps(steps);
  }
}
