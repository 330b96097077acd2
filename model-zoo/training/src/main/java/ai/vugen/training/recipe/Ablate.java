package ai.vugen.training.recipe;

import ai.vugen.error.InvalidRequestException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command that trains reducers of several widths, each with a decoder and a tower of its own
 * that go on from those of a finished model, all by the same budget (VUGEN §4.3).
 */
@Command(
    name = "ablate",
    mixinStandardHelpOptions = true,
    description = {
      "Trains reducers of several widths, learned and by principal components. Decoder",
      "and tower of each go on from a finished model's, without the layers that know its",
      "latents; encoder and language model stay. Interrupted runs go on."
    })
public final class Ablate implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(Ablate.class);

  @Option(names = "--recipe", required = true, description = "recipe file, such as nano.json")
  private Path recipe = Path.of("");

  @Option(names = "--base", required = true, description = "folder of the finished model")
  private Path base = Path.of("");

  @Option(names = "--sprites", required = true, description = "folder of drawings")
  private Path sprites = Path.of("");

  @Option(names = "--run", required = true, description = "folder of all runs")
  private Path run = Path.of("");

  @Option(
      names = "--reductions",
      split = ",",
      description = "channels of z to one of z̃, of learned reducers; default: ${DEFAULT-VALUE}")
  private List<Integer> reductions = List.of(2, 4, 8, 16);

  @Option(
      names = "--pca-reductions",
      split = ",",
      description = "the same, of principal components; default: ${DEFAULT-VALUE}")
  private List<Integer> pcaReductions = List.of(8);

  @Option(names = "--decoder-steps", required = true, description = "steps of each decoder")
  private int decoderSteps;

  @Option(names = "--tower-steps", required = true, description = "steps of each tower")
  private int towerSteps;

  @Option(
      names = "--warmup",
      required = true,
      description = "steps of each decoder and tower over which the learning rate rises")
  private int warmup;

  @Option(names = "--device", description = "where libtorch computes; default: ${DEFAULT-VALUE}")
  private String device = "cpu";

  public static void main(String[] args) {
    System.exit(new CommandLine(new Ablate()).execute(args));
  }

  @Override
  public Integer call() {
    if (decoderSteps < 1 || towerSteps < 1 || warmup < 0) {
      throw new InvalidRequestException(
          "The steps must be at least 1 and those of the warmup at least 0, but are %d (decoder), %d (tower) and %d (warmup)."
              .formatted(decoderSteps, towerSteps, warmup));
    }
    for (ReducerVariant variant : variants()) {
      LOG.info("{} is written to {}", variant.name(), train(variant));
    }
    return 0;
  }

  private List<ReducerVariant> variants() {
    List<ReducerVariant> variants = new ArrayList<>();
    reductions.forEach(r -> variants.add(new ReducerVariant(ReducerVariant.Kind.MLP, r)));
    pcaReductions.forEach(r -> variants.add(new ReducerVariant(ReducerVariant.Kind.PCA, r)));
    return variants;
  }

  /** Trains one variant that is not done yet and returns its model folder. */
  private Path train(ReducerVariant variant) {
    RunFolder folder = new RunFolder(run.resolve(variant.name()));
    Path file = variant.writeRecipe(recipe, decoderSteps, towerSteps, warmup, folder);
    Recipe own = Recipe.read(file).on(device);
    VariantStart start = new VariantStart(folder);
    start.take(base);
    Training training = new Training(own, sprites, folder);
    training.stage("decoder");
    start.passOver("decoder", "language");
    training.stage("tower");
    Path model = folder.root().resolve("model");
    Bundle.write(own, folder, model);
    return model;
  }
}
