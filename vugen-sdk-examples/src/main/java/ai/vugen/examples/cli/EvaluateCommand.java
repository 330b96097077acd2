package ai.vugen.examples.cli;

import picocli.CommandLine.Command;

/** Measures how good a model is: one subcommand a benchmark. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "BENCHMARK",
    description = {
      "Measures how well a model draws and sees, by a benchmark,",
      "how often the judge errs that some benchmarks ask, and any pictures in folders."
    },
    subcommands = {
      GenEvalCommand.class,
      UnderstandingCommand.class,
      ReconstructionCommand.class,
      SweepCommand.class,
      JudgeCommand.class,
      CalibrationCommand.class,
      DistanceCommand.class,
      ClipScoreCommand.class
    })
final class EvaluateCommand {}
