package ai.vugen.examples.cli;

import ai.vugen.error.VuGenException;
import java.io.PrintWriter;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/**
 * The command line: one subcommand a task. Results go to standard output, everything else to
 * standard error. Exit codes: 0 done, 1 failed, 2 wrong usage.
 */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Draws images from prompts and answers questions about images, inside the JVM.",
    subcommands = {
      GenerateCommand.class,
      SheetCommand.class,
      UnderstandCommand.class,
      ReconstructCommand.class,
      ReplayCommand.class,
      ExportCommand.class,
      VerifyCommand.class,
      InfoCommand.class,
      DoctorCommand.class,
      BenchCommand.class,
      PrecisionCommand.class,
      EvaluateCommand.class,
      ManifestCommand.class,
      SynthCommand.class,
      InitVugenCommand.class
    })
public final class VuGenCommand {
  private static final String VERBOSE = "--verbose";

  @Option(
      names = VERBOSE,
      scope = ScopeType.INHERIT,
      description = "Log what is done, and where an error comes from.")
  private boolean verbose;

  private VuGenCommand() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    if (Arrays.asList(arguments).contains(VERBOSE)) {
      System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "info");
    }
    System.exit(commandLine().execute(arguments));
  }

  /** Returns the commands, ready to run. */
  static CommandLine commandLine() {
    VuGenCommand command = new VuGenCommand();
    return new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(VuGenCommand::wrongUsage)
        .setExecutionExceptionHandler(command::failure);
  }

  private static int wrongUsage(ParameterException e, String[] arguments) {
    CommandLine line = e.getCommandLine();
    PrintWriter err = line.getErr();
    err.println("run: " + e.getMessage());
    err.println("Try: " + line.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE;
  }

  private int failure(Exception e, CommandLine line, ParseResult result) {
    PrintWriter err = line.getErr();
    boolean expected = e instanceof VuGenException;
    err.println("run: " + (expected ? e.getMessage() : "an error in the program: " + e));
    if (verbose) {
      e.printStackTrace(err);
    } else if (!expected) {
      err.println("Where it comes from is shown with " + VERBOSE + ".");
    }
    return ExitCode.SOFTWARE;
  }
}
