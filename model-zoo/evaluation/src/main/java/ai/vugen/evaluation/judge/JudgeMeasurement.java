package ai.vugen.evaluation.judge;

import ai.vugen.error.Arguments;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.evaluation.scenes.HeldOutScenes;
import ai.vugen.json.JsonSection;
import ai.vugen.world.ObjectColour;
import ai.vugen.world.Split;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Measures judges on held-out scenes, whose objects are known.
 *
 * @param drawings the folder of drawings that the scenes are made of
 * @param scenes number a split, at least 1
 * @param seed of the scenes
 * @param listener told after each scene
 */
public record JudgeMeasurement(
    Path drawings, int scenes, long seed, HeldOutScenes.Listener listener) {
  /** Scenes a split by which the accuracy of judges is stated. */
  public static final int OFFICIAL_SCENES = 1000;

  /** The seed of those scenes. */
  public static final long OFFICIAL_SEED = 0;

  /**
   * @throws InvalidRequestException if there are to be no scenes
   */
  public JudgeMeasurement {
    Arguments.require(scenes >= 1, "The number of scenes a split", scenes, "1 or more");
  }

  /**
   * Measures a judge.
   *
   * @throws InvalidRequestException if the judge tells other things or colours apart than the
   *     drawings have, or the drawings cannot be read
   */
  public JudgeAccuracy of(Judge judge) {
    return of(judge.session());
  }

  /**
   * Measures the judge in a folder, which need not say how often it errs, and returns its
   * configuration with the accuracy that was measured in it; nothing is written.
   *
   * @return what {@link Judge#CONFIG} of that folder should hold
   * @throws InvalidRequestException as {@link #of(Judge)}
   * @throws ai.vugen.error.ModelException as {@link Judge#open}
   */
  public JsonObject configOf(Path folder) {
    JsonSection section = Judge.section(folder);
    JsonObject config = JsonParser.parseString(section.json()).getAsJsonObject();
    try (JudgeSession session = JudgeSession.open(folder, section)) {
      config.add(Judge.ACCURACY, of(session).json());
    }
    return config;
  }

  private JudgeAccuracy of(JudgeSession judge) {
    HeldOutScenes held = HeldOutScenes.open(drawings, judge.config().imageSize(), scenes, seed);
    checkSame("things", judge.things(), held.names());
    checkSame(
        "colours",
        judge.colours(),
        Arrays.stream(ObjectColour.values()).map(ObjectColour::word).toList());
    Map<Split, JudgeScores> scores = new EnumMap<>(Split.class);
    held.measure(
            scene ->
                JudgeScores.of(
                    scene.objects(), judge.look(scene.pixels(), JudgeScores.LEAST_SCORE)),
            listener)
        .forEach(
            (split, each) ->
                scores.put(split, each.stream().reduce(JudgeScores.NONE, JudgeScores::plus)));
    return new JudgeAccuracy(
        judge.sha256(),
        held.settings(),
        JudgeScores.LEAST_SCORE,
        JudgeScores.LEAST_OVERLAP,
        scores);
  }

  private static void checkSame(String what, List<String> judged, List<String> drawn) {
    if (!judged.equals(drawn)) {
      throw new InvalidRequestException(
          "The judge tells the %s %s apart; the drawings have %s. Give the drawings that it was trained on."
              .formatted(what, judged, drawn));
    }
  }
}
