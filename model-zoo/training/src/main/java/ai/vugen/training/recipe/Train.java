package ai.vugen.training.recipe;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command that trains a model by a recipe: one stage, or all that are not done yet. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = "Trains a model by a recipe; interrupted runs go on where they were.")
public final class Train implements Callable<Integer> {
  @Option(names = "--recipe", required = true, description = "recipe file, such as nano.json")
  private Path recipe = Path.of("");

  @Option(names = "--sprites", required = true, description = "folder of drawings")
  private Path sprites = Path.of("");

  @Option(names = "--run", required = true, description = "folder of the training run")
  private Path run = Path.of("");

  @Option(
      names = "--device",
      description = "where libtorch computes: cpu (default), cuda, cuda:1, mps")
  private String device = "cpu";

  @Option(
      names = "--stage",
      description = "pretrain, decoder, distil, language or tower; default: all")
  private String stage = "all";

  public static void main(String[] args) {
    System.exit(new CommandLine(new Train()).execute(args));
  }

  @Override
  public Integer call() {
    Training training = new Training(Recipe.read(recipe).on(device), sprites, new RunFolder(run));
    if (stage.equals("all")) {
      training.all();
    } else {
      training.stage(stage);
    }
    return 0;
  }
}
