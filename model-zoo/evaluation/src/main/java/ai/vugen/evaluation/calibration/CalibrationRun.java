package ai.vugen.evaluation.calibration;

import ai.vugen.error.Arguments;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.evaluation.calibration.CalibrationResult.MissingPrompt;
import ai.vugen.evaluation.geneval.GenEvalFolder;
import ai.vugen.evaluation.geneval.GenEvalJudge;
import ai.vugen.evaluation.geneval.GenEvalResult;
import ai.vugen.evaluation.geneval.GenEvalRun;
import ai.vugen.evaluation.geneval.GenEvalScoring.ImageVerdict;
import ai.vugen.evaluation.geneval.GenEvalSummary;
import ai.vugen.evaluation.geneval.PromptFolder;
import ai.vugen.image.Pixels;
import ai.vugen.world.PictureWorld;
import ai.vugen.world.Scene;
import ai.vugen.world.SceneRandom;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Judges pictures that are right by construction, exactly as generated images are judged: scenes
 * composed for GenEval's prompts, and the same scenes with their prompts shuffled.
 *
 * <p>What is missing from a perfect score on the former, and what a score on the latter has beyond
 * chance, is the detector's doing.
 */
public final class CalibrationRun {
  /** The folder of the pictures with their own prompts. */
  public static final String COMPOSED = "composed";

  /** The folder of the pictures with the prompts of others. */
  public static final String SHUFFLED = "shuffled";

  private final GenEvalFolder composedFolder;
  private final GenEvalFolder shuffledFolder;
  private final GenEvalJudge judge;
  private final PictureWorld world;
  private final KnownObjects known;
  private final Settings settings;
  private final GenEvalRun.Listener listener;

  /**
   * A run in a folder.
   *
   * @param world that draws the pictures
   * @param listener told after each picture, of both parts together
   */
  public CalibrationRun(
      Path root,
      GenEvalJudge judge,
      PictureWorld world,
      Settings settings,
      GenEvalRun.Listener listener) {
    this.composedFolder = new GenEvalFolder(root.resolve(COMPOSED));
    this.shuffledFolder = new GenEvalFolder(root.resolve(SHUFFLED));
    this.judge = judge;
    this.world = world;
    this.known = KnownObjects.of(world);
    this.settings = settings;
    this.listener = listener;
  }

  /** Returns the folder of the pictures with their own prompts; it need not exist. */
  public GenEvalFolder folder() {
    return composedFolder;
  }

  /**
   * Composes, shuffles and judges.
   *
   * @param places of the prompts, in {@link #folder}
   * @throws InvalidRequestException if fewer than two prompts can be composed
   * @throws ai.vugen.error.VuGenException if the disk refuses
   */
  public CalibrationResult measure(List<PromptFolder> places) {
    List<MissingPrompt> missing = new ArrayList<>();
    Map<PromptFolder, List<Scene>> scenes = compose(places, missing);
    if (scenes.size() < 2) {
      throw new InvalidRequestException(
          "Scenes can be composed for %d of %d prompts; expected two or more. The first that cannot: %s"
              .formatted(
                  scenes.size(),
                  places.size(),
                  missing.stream().map(MissingPrompt::reason).findFirst().orElse("none")));
    }
    Map<PromptFolder, List<Scene>> shuffled = shuffled(scenes);
    int pictures = scenes.size() * settings.images();
    return new CalibrationResult(
        settings,
        world.renderer().size(),
        judge(composedFolder, scenes, told(0, 2 * pictures)),
        judge(shuffledFolder, shuffled, told(pictures, 2 * pictures)),
        chance(shuffled),
        missing);
  }

  private Map<PromptFolder, List<Scene>> compose(
      List<PromptFolder> places, List<MissingPrompt> missing) {
    PromptComposer composer = new PromptComposer(world, known, settings.seed());
    Map<PromptFolder, List<Scene>> scenes = new LinkedHashMap<>();
    for (PromptFolder place : places) {
      try {
        scenes.put(place, composer.compose(place.prompt(), settings.images()));
      } catch (InvalidRequestException e) {
        missing.add(new MissingPrompt(place.prompt(), Objects.toString(e.getMessage())));
      }
    }
    return scenes;
  }

  /** Returns the same scenes, each under the prompt of another. */
  private Map<PromptFolder, List<Scene>> shuffled(Map<PromptFolder, List<Scene>> scenes) {
    List<PromptFolder> places = List.copyOf(scenes.keySet());
    int[] from = Derangement.of(places.size(), settings.seed());
    Map<PromptFolder, List<Scene>> shuffled = new LinkedHashMap<>();
    for (int i = 0; i < from.length; i++) {
      Path name = Objects.requireNonNull(places.get(i).path().getFileName());
      shuffled.put(
          new PromptFolder(shuffledFolder.root().resolve(name), places.get(from[i]).prompt()),
          Objects.requireNonNull(scenes.get(places.get(i))));
    }
    return shuffled;
  }

  private GenEvalResult judge(
      GenEvalFolder folder, Map<PromptFolder, List<Scene>> scenes, GenEvalRun.Listener told) {
    return new GenEvalRun(folder, judge, told)
        .judge(
            List.copyOf(scenes.keySet()),
            (place, index) -> picture(Objects.requireNonNull(scenes.get(place)).get(index)),
            settings.images());
  }

  private Pixels picture(Scene scene) {
    int size = world.renderer().size();
    return Pixels.of(size, size, world.renderer().render(scene));
  }

  private GenEvalRun.Listener told(int before, int all) {
    return progress ->
        listener.onProgress(
            new GenEvalRun.Progress(
                before + progress.done(),
                all,
                progress.file(),
                progress.origin(),
                progress.verdict()));
  }

  private GenEvalSummary chance(Map<PromptFolder, List<Scene>> shuffled) {
    List<ImageVerdict> verdicts = new ArrayList<>();
    shuffled.forEach(
        (place, scenes) ->
            scenes.forEach(scene -> verdicts.add(known.judge(place.prompt(), scene))));
    return GenEvalSummary.of(known.scoring().protocol(), verdicts);
  }

  /**
   * Which pictures a calibration composes.
   *
   * @param images number a prompt, at least 1; they take turns in the styles that all things of the
   *     prompt are drawn in
   * @param seed of the scenes and of the shuffled captions
   */
  public record Settings(int images, long seed) {
    /** One in each style. */
    public static final int OFFICIAL_IMAGES = 3;

    /**
     * @throws ai.vugen.error.InvalidRequestException if there is to be no image
     */
    public Settings {
      Arguments.require(images >= 1, "The number of images a prompt", images, "1 or more");
    }

    /** Adds the members {@code images_per_prompt} and {@code seed}. */
    void addTo(JsonObject protocol) {
      protocol.addProperty("images_per_prompt", images);
      protocol.addProperty("seed", seed);
    }
  }

  /** Orders in which nothing keeps its place. */
  static final class Derangement {
    /** Address of its random numbers. */
    private static final long STREAM = 64;

    private Derangement() {}

    /**
     * Returns a random cycle through all places (Sattolo's algorithm, 1986): place {@code i} gets
     * what was at the number there.
     *
     * @param places number of places, at least 2
     */
    static int[] of(int places, long seed) {
      Arguments.require(
          places >= 2, "The number of prompts to shuffle", places, "2 or more; give more prompts");
      SceneRandom random = SceneRandom.at(seed, STREAM, places);
      int[] from = new int[places];
      for (int i = 0; i < places; i++) {
        from[i] = i;
      }
      for (int i = places - 1; i > 0; i--) {
        int other = random.below(i);
        int moved = from[i];
        from[i] = from[other];
        from[other] = moved;
      }
      return from;
    }
  }
}
