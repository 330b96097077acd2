package ai.vugen.examples.cli;

import picocli.CommandLine.Command;

/** Measures how good a model is: one subcommand a benchmark. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "BENCHMARK",
    description = "Measures how well a model draws and sees, by a benchmark.",
    subcommands = {
      GenEvalCommand.class,
      UnderstandingCommand.class,
      ReconstructionCommand.class,
      SweepCommand.class
    })
final class EvaluateCommand {}
