package ai.vugen.examples.cli;

import picocli.CommandLine.Command;

/** Measures how good a model is: one subcommand a benchmark. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "BENCHMARK",
    description = {
      "Measures how well a model draws and sees, by a benchmark,",
      "and how often the judge errs that some benchmarks ask."
    },
    subcommands = {
      GenEvalCommand.class,
      UnderstandingCommand.class,
      ReconstructionCommand.class,
      SweepCommand.class,
      JudgeCommand.class,
      CalibrationCommand.class
    })
final class EvaluateCommand {}
