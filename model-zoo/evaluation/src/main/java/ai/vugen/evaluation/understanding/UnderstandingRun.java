package ai.vugen.evaluation.understanding;

import ai.vugen.ImageInput;
import ai.vugen.VuGen;
import ai.vugen.evaluation.report.MeasuredModel;
import ai.vugen.evaluation.report.ReportFolder;
import ai.vugen.evaluation.scenes.HeldOutScenes;
import ai.vugen.evaluation.scenes.HeldOutScenes.ScenePicture;
import ai.vugen.evaluation.understanding.AskedScene.AskedQuestion;
import ai.vugen.image.Pixels;
import java.util.List;

/** Asks every question about held-out scenes, one at a time, and keeps the pictures. */
public final class UnderstandingRun {
  private final ReportFolder folder;
  private final HeldOutScenes scenes;
  private final HeldOutScenes.Listener listener;

  /**
   * A run in a folder.
   *
   * @param folder where the pictures are written
   * @param listener told after each scene
   */
  public UnderstandingRun(
      ReportFolder folder, HeldOutScenes scenes, HeldOutScenes.Listener listener) {
    this.folder = folder;
    this.scenes = scenes;
    this.listener = listener;
  }

  /**
   * Asks; an error of the answerer reaches the caller unchanged.
   *
   * @param model what the report calls the answerer
   * @throws ai.vugen.error.InvalidRequestException if the folder cannot be made
   * @throws ai.vugen.error.VuGenException if the disk refuses
   */
  public UnderstandingResult ask(PictureAnswerer answerer, MeasuredModel model) {
    folder.create();
    return new UnderstandingResult(
        model, scenes.settings(), scenes.measure(scene -> ask(answerer, scene), listener));
  }

  private AskedScene ask(PictureAnswerer answerer, ScenePicture scene) {
    List<AskedQuestion> questions =
        scene.questions().stream()
            .map(
                question ->
                    new AskedQuestion(
                        question, answerer.answer(scene.pixels(), question.question())))
            .toList();
    String picture = folder.addPicture(scene.name(), scene.pixels());
    return new AskedScene(scene.index(), scene.caption(), picture, questions);
  }

  /** Who answers questions about pictures: a model, or what it is compared with. */
  @FunctionalInterface
  public interface PictureAnswerer {
    /** Answers one question; nothing of earlier questions is known. */
    String answer(Pixels picture, String question);

    /**
     * Returns a model that answers greedily, with at most 256 tokens.
     *
     * @param vugen open as long as questions are asked
     */
    static PictureAnswerer of(VuGen vugen) {
      return (picture, question) -> vugen.understand(ImageInput.of(picture), question).text();
    }
  }
}
