package ai.vugen.examples.cli;

import ai.vugen.assembly.SyntheticModel;
import ai.vugen.error.ModelNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a model with random weights. */
@Command(
    name = "synth",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a model of full size with random weights, to measure speed and memory with.",
      "What it draws and answers means nothing."
    })
final class SynthCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "plm-1b|vugen-1b|FILE",
      description = "Its size, or a config.json of another.")
  private String config = "";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "Where to write; must not be there yet.")
  private Path out = Path.of("");

  @Option(names = "--seed", description = "Seed of the weights; default: ${DEFAULT-VALUE}.")
  private long seed;

  @Override
  public void run() {
    try (WeightBar bar = new WeightBar()) {
      SyntheticModel.write(text(), seed, out, bar);
    }
    Output.of(spec).println(out.toAbsolutePath().normalize());
  }

  private String text() {
    if (SyntheticModel.names().contains(config)) {
      return SyntheticModel.config(config);
    }
    try {
      return Files.readString(Path.of(config));
    } catch (IOException e) {
      throw new ModelNotFoundException(
          "%s is neither a size (%s) nor a config.json that can be read."
              .formatted(config, String.join(", ", SyntheticModel.names())),
          e);
    }
  }
}
