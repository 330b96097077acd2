package ai.vugen.examples.cli;

import ai.vugen.assembly.InitialModel;
import ai.vugen.assembly.TrainedParts;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a VUGEN model of the weights of a perception language model. */
@Command(
    name = "init-vugen",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a VUGEN model of a PLM folder: its weights, a tower that begins as its language",
      "layers, and a reducer and a decoder, trained or not. What is untrained has to be trained.",
      "PLM-1B's weights are for non-commercial research only, and so is what is made of them."
    })
final class InitVugenCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--plm",
      required = true,
      paramLabel = "FOLDER",
      description = "PLM in the Hugging Face layout.")
  private Path plm = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "Where to write; must not be there yet.")
  private Path out = Path.of("");

  @Option(names = "--reducer", paramLabel = "FILE", description = "A trained reducer.")
  private @Nullable Path reducer;

  @Option(names = "--tower", paramLabel = "FILE", description = "A trained generation tower.")
  private @Nullable Path tower;

  @Option(
      names = "--decoder",
      paramLabel = "FILE",
      description = "A trained pixel diffusion decoder, such as a released SSDD.")
  private @Nullable Path decoder;

  @Option(
      names = "--grid",
      paramLabel = "PIXELS",
      description = {
        "Side of the pictures that latents are made of; default: ${DEFAULT-VALUE}.",
        "With PLM's patches of 14, 448 gives 32 x 32 latents, 224 gives 16 x 16."
      })
  private int grid = 448;

  @Option(names = "--seed", description = "Seed of fresh weights; default: ${DEFAULT-VALUE}.")
  private long seed;

  @Override
  public void run() {
    TrainedParts parts = new TrainedParts(reducer, tower, decoder);
    PrintWriter notes = Output.notes(spec);
    try (WeightBar bar = new WeightBar()) {
      InitialModel.write(plm, parts, grid, seed, out, bar)
          .forEach(note -> notes.println("Note: " + note + "."));
    }
    Output.of(spec).println(out.toAbsolutePath().normalize());
  }
}
