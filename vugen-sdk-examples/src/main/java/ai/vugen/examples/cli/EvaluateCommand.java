package ai.vugen.examples.cli;

import picocli.CommandLine.Command;

/** Measures how good a model is: one subcommand a benchmark. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "BENCHMARK",
    description = "Measures how well a model draws, by a benchmark.",
    subcommands = {GenEvalCommand.class, SweepCommand.class})
final class EvaluateCommand {}
