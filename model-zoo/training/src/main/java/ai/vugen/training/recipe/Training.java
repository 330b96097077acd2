package ai.vugen.training.recipe;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.error.VuGenException;
import ai.vugen.json.JsonSection;
import ai.vugen.model.decoder.PddConfig;
import ai.vugen.model.language.Tokenizer;
import ai.vugen.model.latent.LatentStatistics;
import ai.vugen.model.reducer.ReducerConfig;
import ai.vugen.model.vision.Grid;
import ai.vugen.tensor.Role;
import ai.vugen.training.loss.LpipsDistance;
import ai.vugen.training.text.BpeTrainer;
import ai.vugen.training.torch.CheckpointInitializer;
import ai.vugen.training.torch.Distribution;
import ai.vugen.training.torch.Initializer;
import ai.vugen.training.torch.RandomInitializer;
import ai.vugen.training.torch.TorchBackend;
import ai.vugen.training.torch.TorchWeights;
import ai.vugen.world.PictureWorld;
import ai.vugen.world.Sprites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All stages of a recipe in order; what is done is not done again. */
public final class Training {
  private static final Logger LOG = LoggerFactory.getLogger(Training.class);

  private final Recipe recipe;
  private final RunFolder run;
  private final Sprites drawings;
  private final TorchBackend backend;
  private final LongConsumer afterStep;

  /**
   * A training run.
   *
   * @param sprites the folder of drawings
   */
  public Training(Recipe recipe, Path sprites, RunFolder run) {
    this(recipe, sprites, run, step -> {});
  }

  /**
   * A training run with something that happens after every step.
   *
   * @param afterStep gets the number of steps done
   */
  Training(Recipe recipe, Path sprites, RunFolder run, LongConsumer afterStep) {
    this.recipe = recipe;
    this.run = run;
    this.afterStep = afterStep;
    drawings = Sprites.load(sprites);
    backend = recipe.run().backend();
  }

  /** Trains the tokenizer and all stages that are not done yet. */
  public void all() {
    for (String stage : RunFolder.STAGES) {
      stage(stage);
    }
  }

  /** Trains one stage, if it is not done yet; the stages before it must be. */
  public void stage(String name) {
    if (run.isDone(name)) {
      LOG.info("{} is done already: {}", name, run.model(name));
      return;
    }
    trainTokenizer();
    try (Tokenizer tokenizer = Tokenizer.load(run.tokenizer())) {
      Trainer trainer = new Trainer(recipe.run(), run, afterStep);
      switch (name) {
        case "pretrain" ->
            train(
                trainer,
                new PretrainStage(recipe, data(name), tokenizer),
                run.isDone(RunFolder.START) ? after(RunFolder.START) : fresh());
        case "decoder" -> decoder(trainer, after("pretrain"));
        case "distil" -> distil(trainer, after("decoder"));
        case "language" ->
            train(trainer, new LanguageStage(recipe, data(name), tokenizer), after("distil"));
        case "tower" -> tower(trainer, tokenizer, after("language"));
        default ->
            throw new InvalidRequestException(
                "There is no stage " + name + "; the stages are " + RunFolder.STAGES);
      }
    }
  }

  private <B> void train(Trainer trainer, Stage<B> stage, Initializer initial) {
    try (TorchWeights weights = new TorchWeights(backend, initial)) {
      trainer.train(stage, weights);
    }
  }

  private void decoder(Trainer trainer, Initializer initial) {
    List<DecoderTerm> terms = terms("decoder");
    try {
      train(trainer, new DecoderStage(recipe, data("decoder"), terms), withComponents(initial));
    } finally {
      terms.forEach(DecoderTerm::close);
    }
  }

  /** Measures a PCA reducer, which is not trained. */
  private Initializer withComponents(Initializer initial) {
    var reducer = recipe.model().understandingLatents().reducer();
    if (!(reducer instanceof ReducerConfig.Pca pca)) {
      return initial;
    }
    try (TorchWeights frozen = new TorchWeights(backend, initial)) {
      frozen.train(parameter -> false);
      int images = recipe.stage("decoder").own().size("pca_images");
      PrincipalComponents components =
          PrincipalComponents.measure(recipe.model(), pca, data("decoder"), frozen, images);
      LOG.info("{} components keep {} of the variance of z", pca.channels(), components.share());
      return components.before(initial);
    }
  }

  /** Returns the terms of a decoder's loss whose networks the recipe names. */
  private List<DecoderTerm> terms(String stage) {
    JsonSection own = recipe.stage(stage).own();
    PddConfig decoder = PddConfig.of(recipe.model().decoder());
    List<DecoderTerm> terms = new ArrayList<>();
    own.optionalSection("lpips")
        .ifPresent(
            c ->
                terms.add(
                    new LpipsTerm(
                        c, LpipsDistance.VGG16, recipe.run().folder(), backend, recipe.threads())));
    own.optionalSection("repa")
        .ifPresent(
            c ->
                terms.add(
                    new RepaTerm(c, decoder, recipe.run().folder(), backend, recipe.threads())));
    return terms;
  }

  private void distil(Trainer trainer, Initializer initial) {
    List<TorchWeights> teachers = new ArrayList<>();
    for (int i = 0; i < recipe.threads(); i++) {
      TorchWeights teacher = new TorchWeights(backend, initial);
      teacher.train(parameter -> false);
      teachers.add(teacher);
    }
    List<DecoderTerm> terms = terms("distil");
    try {
      train(trainer, new DistilStage(recipe, data("distil"), teachers, terms), initial);
    } finally {
      terms.forEach(DecoderTerm::close);
      teachers.forEach(TorchWeights::close);
    }
  }

  private void tower(Trainer trainer, Tokenizer tokenizer, Initializer initial) {
    LatentStatistics statistics;
    try (TorchWeights frozen = new TorchWeights(backend, initial)) {
      frozen.train(parameter -> false);
      int images = recipe.stage("tower").own().size("statistics_images");
      statistics = LatentMeasurement.measure(recipe.model(), data("tower"), frozen, images);
    }
    Checkpoint language = Checkpoint.open(run.stage("language"));
    Initializer tower =
        new CheckpointInitializer(language, new TowerInitializer(language, fresh()));
    train(
        trainer,
        new TowerStage(recipe, data("tower"), tokenizer),
        LatentMeasurement.knowing(statistics, tower));
  }

  /** Returns the weights that a stage left; fresh ones for what it lacks. */
  private Initializer after(String stage) {
    if (!run.isDone(stage)) {
      throw new InvalidRequestException(
          "The stage " + stage + " must be done first: " + run.model(stage) + " does not exist");
    }
    return new CheckpointInitializer(Checkpoint.open(run.stage(stage)), fresh());
  }

  /** Returns the picture world with the stage's mix of scenes. */
  private WorldData data(String stage) {
    int size = recipe.model().vision().imageSize();
    Grid cells =
        stage.equals("tower")
            ? recipe.model().latents().grid() // its tokens draw latents, not what a tile shows
            : recipe.model().vision().nativeGrid();
    return new WorldData(
        new PictureWorld(drawings, recipe.stage(stage).mix(), size),
        recipe.seed(),
        size,
        cells.rows());
  }

  private Initializer fresh() {
    return fresh(recipe.seed());
  }

  /** Returns what a model begins with: branches that are hardly or not there, and no velocity. */
  static Initializer fresh(long seed) {
    return new RandomInitializer(seed)
        .with(role -> role.use() == Role.Use.SCALE, new Distribution.Constant(0.1))
        .with(Training::isEmbedding, new Distribution.Normal(0.02))
        .with(role -> role.use() == Role.Use.RELATIVE_BIAS, Distribution.ZERO)
        .with(Training::beginsWithZero, Distribution.ZERO);
  }

  private static boolean isEmbedding(Role role) {
    return role.use() == Role.Use.TABLE || role.use() == Role.Use.EMBEDDING;
  }

  private static boolean beginsWithZero(Role role) {
    boolean weight = role.use() == Role.Use.MATRIX || role.use() == Role.Use.WINDOW;
    boolean last = role.place() == Role.Place.BRANCH_END || role.place() == Role.Place.OUTPUT;
    return weight && last;
  }

  private void trainTokenizer() {
    if (Files.isRegularFile(run.tokenizer())) {
      return;
    }
    LOG.info("training the tokenizer");
    try {
      BpeTrainer.train(TextSample.of(data("pretrain")), recipe.model().language().vocabulary())
          .save(run.tokenizer());
    } catch (IOException e) {
      throw new VuGenException("The tokenizer cannot be written to " + run.tokenizer(), e);
    }
  }
}
