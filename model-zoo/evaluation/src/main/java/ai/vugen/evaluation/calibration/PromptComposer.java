package ai.vugen.evaluation.calibration;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.evaluation.geneval.GenEvalPrompt;
import ai.vugen.evaluation.geneval.GenEvalPrompt.Include;
import ai.vugen.evaluation.geneval.GenEvalPrompt.Position;
import ai.vugen.evaluation.geneval.GenEvalPrompt.Relation;
import ai.vugen.evaluation.geneval.GenEvalScoring.ImageVerdict;
import ai.vugen.world.ObjectColour;
import ai.vugen.world.PictureWorld;
import ai.vugen.world.Scene;
import ai.vugen.world.Scene.Layout;
import ai.vugen.world.SceneRequest;
import ai.vugen.world.Sprites;
import ai.vugen.world.Style;
import ai.vugen.world.Subject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Composes scenes that fulfil prompts, by the rules of the picture world and those of GenEval. */
final class PromptComposer {
  /** Scenes that are tried for one picture; a row that is too steep for GenEval is rare. */
  private static final int TRIES = 64;

  private static final int STRIDE = 1024;

  private final PictureWorld world;
  private final KnownObjects known;
  private final long seed;

  PromptComposer(PictureWorld world, KnownObjects known, long seed) {
    this.world = world;
    this.known = known;
    this.seed = seed;
  }

  /**
   * Composes the scenes of a prompt; those with equal index are equal, however many there are.
   *
   * @throws InvalidRequestException if no scene shows what the prompt asks for; the message says
   *     why
   */
  List<Scene> compose(GenEvalPrompt prompt, int images) {
    List<Subject> subjects = new ArrayList<>();
    prompt.include().forEach(wanted -> subjects.add(subject(wanted)));
    Layout layout = null;
    for (Include wanted : prompt.include()) {
      Position position = wanted.position();
      if (position != null) {
        layout = layout(position.relation());
        if (position.relation() == Relation.LEFT_OF || position.relation() == Relation.ABOVE) {
          Collections.reverse(subjects);
        }
      }
    }
    List<Style> styles = commonStyles(subjects);
    List<Scene> scenes = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      Style style = styles.isEmpty() ? null : styles.get(i % styles.size());
      scenes.add(compose(prompt, new SceneRequest(subjects, layout, style), i));
    }
    return List.copyOf(scenes);
  }

  private Scene compose(GenEvalPrompt prompt, SceneRequest request, int image) {
    String reason = "";
    for (int i = 0; i < TRIES; i++) {
      // A hash that Java specifies, so that a prompt has its scenes in any list of prompts.
      long address = ((long) prompt.prompt().hashCode() * STRIDE + image) * TRIES + i;
      Scene scene = world.scene(request, seed, address);
      ImageVerdict verdict = known.judge(prompt, scene);
      if (verdict.correct()) {
        return scene;
      }
      reason = String.join("; ", verdict.reasons());
    }
    throw new InvalidRequestException(
        "None of %d composed scenes fulfils the prompt: %s.".formatted(TRIES, reason));
  }

  private Subject subject(Include wanted) {
    Sprites sprites = world.sprites();
    int concept = sprites.names().indexOf(wanted.className());
    if (concept < 0) {
      throw new InvalidRequestException(
          "There is no drawing of \"%s\".".formatted(wanted.className()));
    }
    ai.vugen.evaluation.geneval.@Nullable ObjectColour colour = wanted.colour();
    return new Subject(
        concept,
        colour == null ? ObjectColour.NATURAL : ObjectColour.valueOf(colour.name()),
        wanted.count());
  }

  private static Layout layout(Relation relation) {
    return switch (relation) {
      case LEFT_OF, RIGHT_OF -> Layout.ROW;
      case ABOVE, BELOW -> Layout.COLUMN;
    };
  }

  /** Returns the styles that all subjects are drawn in; empty where each has to have its own. */
  private List<Style> commonStyles(List<Subject> subjects) {
    List<Style> common = new ArrayList<>(List.of(Style.values()));
    subjects.forEach(subject -> common.retainAll(world.sprites().styles(subject.concept())));
    return common;
  }
}
