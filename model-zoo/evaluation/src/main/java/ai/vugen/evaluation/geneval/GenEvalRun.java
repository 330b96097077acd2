package ai.vugen.evaluation.geneval;

import ai.vugen.GenerateRequest;
import ai.vugen.VuGen;
import ai.vugen.error.Arguments;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.evaluation.geneval.GenEvalResult.JudgedImage;
import ai.vugen.evaluation.geneval.GenEvalResult.JudgedPrompt;
import ai.vugen.evaluation.geneval.GenEvalScoring.ImageVerdict;
import ai.vugen.image.Pixels;
import ai.vugen.image.PixelsReader;
import ai.vugen.image.PngMetadata;
import ai.vugen.image.PngWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Draws and judges the images of GenEval's prompts, one after the other. Every image is kept in the
 * folder; a run that was interrupted goes on where it was.
 */
public final class GenEvalRun {
  /** Images a prompt in the published protocol. */
  public static final int OFFICIAL_IMAGES = 4;

  private final GenEvalFolder folder;
  private final GenEvalJudge judge;
  private final Listener listener;

  /**
   * A run in a folder.
   *
   * @param listener told after each image
   */
  public GenEvalRun(GenEvalFolder folder, GenEvalJudge judge, Listener listener) {
    this.folder = folder;
    this.judge = judge;
    this.listener = listener;
  }

  /**
   * Draws images with a model's defaults and judges them. An image whose file says that it is of
   * the same prompt, settings, seed, model and SDK version is not drawn again; any other file in
   * its place is replaced.
   *
   * @param places of the prompts, in the folder of this run
   * @param images number a prompt, at least 1; image i has the seed i
   * @throws InvalidRequestException if there are no prompts or images, or the model cannot draw
   * @throws ai.vugen.error.VuGenException as {@link VuGen#generate(GenerateRequest)}, or if the
   *     disk refuses
   */
  public GenEvalResult draw(VuGen vugen, List<PromptFolder> places, int images) {
    DrawingSettings settings = DrawingSettings.of(vugen, images);
    Tally tally = new Tally(places.size() * images);
    List<JudgedPrompt> prompts = new ArrayList<>();
    for (PromptFolder place : places) {
      place.create();
      List<JudgedImage> judged = new ArrayList<>();
      for (int seed = 0; seed < images; seed++) {
        Path file = place.image(seed);
        Origin origin = Origin.FOUND;
        GenerateRequest request = settings.request(place.prompt(), seed);
        if (!settings.isDrawn(request, file)) {
          vugen.generate(request).get(0).save(file);
          origin = Origin.DRAWN;
        }
        judged.add(tally.judge(place.prompt(), file, origin));
      }
      prompts.add(new JudgedPrompt(place, judged));
    }
    return result(settings, prompts);
  }

  /**
   * Writes pictures that a source makes and judges them; any file in the place of one is replaced.
   *
   * @param places of the prompts, in the folder of this run
   * @param images number a prompt, at least 1
   * @throws InvalidRequestException if there are no prompts or images
   * @throws ai.vugen.error.VuGenException if the disk refuses
   */
  public GenEvalResult judge(List<PromptFolder> places, PictureSource source, int images) {
    Arguments.require(images >= 1, "The number of images a prompt", images, "1 or more");
    Tally tally = new Tally(places.size() * images);
    List<JudgedPrompt> prompts = new ArrayList<>();
    for (PromptFolder place : places) {
      place.create();
      List<JudgedImage> judged = new ArrayList<>();
      for (int i = 0; i < images; i++) {
        Path file = place.image(i);
        PngWriter.write(source.picture(place, i), PngMetadata.NONE, file);
        judged.add(tally.judge(place.prompt(), file, Origin.DRAWN));
      }
      prompts.add(new JudgedPrompt(place, judged));
    }
    return result(null, prompts);
  }

  /**
   * Judges the images that are in the folder, whoever drew them; needs no model.
   *
   * @throws InvalidRequestException if the folder is not laid out as {@link GenEvalFolder} says
   * @throws ai.vugen.error.InvalidImageException if an image is damaged; the message names its file
   */
  public GenEvalResult judge() {
    Map<PromptFolder, List<Path>> files = new LinkedHashMap<>();
    folder.read().forEach(place -> files.put(place, place.images()));
    Tally tally = new Tally(files.values().stream().mapToInt(List::size).sum());
    List<JudgedPrompt> prompts = new ArrayList<>();
    files.forEach(
        (place, images) ->
            prompts.add(
                new JudgedPrompt(
                    place,
                    images.stream()
                        .map(file -> tally.judge(place.prompt(), file, Origin.FOUND))
                        .toList())));
    return result(null, prompts);
  }

  private GenEvalResult result(@Nullable DrawingSettings settings, List<JudgedPrompt> prompts) {
    List<ImageVerdict> verdicts =
        prompts.stream()
            .flatMap(prompt -> prompt.images().stream())
            .map(JudgedImage::verdict)
            .toList();
    return new GenEvalResult(folder, settings, judge.summary(verdicts), prompts);
  }

  /** Judges images and counts them. */
  private final class Tally {
    private final int images;
    private int done;

    Tally(int images) {
      this.images = images;
    }

    JudgedImage judge(GenEvalPrompt prompt, Path file, Origin origin) {
      ImageVerdict verdict = judge.judge(prompt, PixelsReader.read(file));
      done++;
      listener.onProgress(new Progress(done, images, file, origin, verdict));
      return new JudgedImage(file, verdict);
    }
  }

  /**
   * Follows a run, on its thread. What it throws ends the run and reaches the caller unchanged; the
   * images drawn so far stay and are found by the next run.
   */
  @FunctionalInterface
  public interface Listener {
    /** Called after each image. */
    void onProgress(Progress progress);
  }

  /**
   * How far a run is, after an image was judged.
   *
   * @param done images judged so far, this one included
   * @param images all images of the run
   * @param file the image
   * @param origin where it comes from
   * @param verdict what is said about it
   */
  public record Progress(int done, int images, Path file, Origin origin, ImageVerdict verdict) {}

  /** Where an image that is judged comes from. */
  public enum Origin {
    /** It was drawn just now. */
    DRAWN,
    /** It was in the folder. */
    FOUND
  }

  /** Who makes the pictures of prompts where no model draws them. */
  @FunctionalInterface
  public interface PictureSource {
    /**
     * Makes a picture.
     *
     * @param place of the prompt
     * @param index of the picture among those of the prompt, from 0
     */
    Pixels picture(PromptFolder place, int index);
  }
}
