package ai.vugen.evaluation.sweep;

import ai.vugen.GenerateRequest;
import ai.vugen.ModelInfo;
import ai.vugen.VuGen;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.evaluation.geneval.DrawingSettings;
import ai.vugen.evaluation.geneval.GenEvalJudge;
import ai.vugen.evaluation.geneval.GenEvalPrompt;
import ai.vugen.evaluation.geneval.GenEvalProtocol;
import ai.vugen.evaluation.judge.Judge;
import ai.vugen.evaluation.judge.PictureWorldDetector;
import ai.vugen.evaluation.sweep.ImageSource.DecodedImages;
import ai.vugen.evaluation.sweep.ImageSource.GeneratedImages;
import ai.vugen.file.Sha256;
import ai.vugen.world.PictureWorld;
import ai.vugen.world.SceneMix;
import ai.vugen.world.Sprites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the points of sweeps, one after the other. What was measured at a point is kept in the
 * folder with its protocol, and is not measured again while the protocol stays the same; a run that
 * was interrupted goes on at the point where it was. For one thread.
 */
public final class SweepRun {
  private static final String POINTS = "points";

  private final VuGen vugen;
  private final Judge judge;
  private final PictureWorldDetector detector;
  private final ReferencePictures pictures;
  private final SweepImages images;
  private final GenerateRequest defaults;
  private final SweepProtocol protocol;
  private final Path folder;
  private final Listener listener;

  /**
   * A run in a folder. Nothing is written yet.
   *
   * @param vugen the model, which the caller closes; its defaults are the settings that stay
   * @param judge of the picture world, which the caller closes
   * @param sprites drawings of the picture world, for the reference pictures
   * @param listener told after each image
   * @throws InvalidRequestException if the model cannot draw, or the judge is of another world
   */
  public SweepRun(
      VuGen vugen,
      Judge judge,
      Sprites sprites,
      SweepSettings settings,
      Path folder,
      Listener listener) {
    this.vugen = vugen;
    this.judge = judge;
    this.folder = folder;
    this.listener = listener;
    DrawingSettings drawing = DrawingSettings.of(vugen, 1);
    defaults = drawing.request();
    detector = new PictureWorldDetector(judge);
    int size = vugen.info().drawing().map(ModelInfo.DrawingInfo::imageSize).orElseThrow();
    pictures =
        ReferencePictures.of(new PictureWorld(sprites, SceneMix.DEFAULT, size), settings.images());
    images = new SweepImages(pictures.captions(), settings.prompts());
    protocol =
        new SweepProtocol(
            drawing.model(),
            size,
            judge.sha256(),
            settings.images(),
            pictures.sha256(),
            GenEvalProtocol.official(detector),
            settings.prompts().size(),
            conditions(settings.prompts()));
  }

  private static String conditions(List<GenEvalPrompt> prompts) {
    Sha256.Running hash = new Sha256.Running();
    prompts.forEach(prompt -> hash.add(prompt.toString()));
    return hash.hex();
  }

  /** Returns how the points are measured. */
  public SweepProtocol protocol() {
    return protocol;
  }

  /** Returns the points of sweeps with the model's defaults for what stays. */
  public List<SweepPoint> points(List<Sweep> sweeps) {
    return sweeps.stream().flatMap(sweep -> sweep.points(defaults).stream()).toList();
  }

  /**
   * Measures the points that are not in the folder yet and returns the results of all, in order: by
   * sweep and solver, then from small to large.
   *
   * @throws InvalidRequestException if the folder cannot be made
   * @throws ai.vugen.error.VuGenException as {@link VuGen#generate(GenerateRequest)}, or if the
   *     disk refuses
   */
  public List<SweepPoint.Result> measure(List<SweepPoint> points) {
    List<SweepPoint> missing =
        points.stream()
            .filter(point -> file(point).read(point, protocol.json(point)).isEmpty())
            .toList();
    if (!missing.isEmpty()) {
      create(folder.resolve(POINTS));
      PointMeter meter =
          new PointMeter(
              new Judge.Features(judge), new GenEvalJudge(detector, detector), pictures, images);
      Map<GenerateRequest, LatentBank> banks = new HashMap<>();
      Tally tally = new Tally(missing);
      for (SweepPoint point : missing) {
        SweepPoint.Result result =
            meter.measure(point, source(point, banks), image -> tally.add(point, image));
        file(point).write(result, protocol.json(point));
      }
    }
    return kept(points);
  }

  /** Returns the results that are in the folder already, in the order of {@link #measure}. */
  public List<SweepPoint.Result> kept(List<SweepPoint> points) {
    return points.stream()
        .sorted(SweepPoint.ORDER)
        .flatMap(point -> file(point).read(point, protocol.json(point)).stream())
        .toList();
  }

  private PointFile file(SweepPoint point) {
    return new PointFile(folder.resolve(POINTS).resolve(point.name() + ".json"));
  }

  private ImageSource source(SweepPoint point, Map<GenerateRequest, LatentBank> banks) {
    GenerateRequest settings = point.settings();
    if (point.sweep() != Sweep.DECODER) {
      return new GeneratedImages(vugen, images, settings);
    }
    LatentBank bank =
        banks.computeIfAbsent(
            settings.toBuilder().decoderSteps(1).build(),
            sampling -> new LatentBank(vugen, images, sampling));
    return new DecodedImages(bank, settings.decoderSteps());
  }

  private static void create(Path path) {
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw new InvalidRequestException(
          "The folder %s cannot be made (%s); expected a folder for results, new or not. Give another one."
              .formatted(path, e),
          e);
    }
  }

  /** Counts the work. */
  private final class Tally {
    private final long work;
    private long done;

    Tally(List<SweepPoint> missing) {
      work = images.count() * missing.stream().mapToLong(SweepPoint::evaluations).sum();
    }

    void add(SweepPoint point, int image) {
      done += point.evaluations();
      listener.onProgress(new Progress(point, image, images.count(), done, work));
    }
  }

  /**
   * Follows a run, on its thread. What it throws ends the run and reaches the caller unchanged; the
   * points that are complete stay and are found by the next run.
   */
  @FunctionalInterface
  public interface Listener {
    /** Called after each image. */
    void onProgress(Progress progress);
  }

  /**
   * How far a run is, after an image was drawn and looked at.
   *
   * @param point what the image was drawn for
   * @param image images of the point that are done, this one included
   * @param images all images of the point
   * @param done work that is done, in evaluations of the model
   * @param work all work of the run, in the same unit
   */
  public record Progress(SweepPoint point, int image, int images, long done, long work) {}
}
