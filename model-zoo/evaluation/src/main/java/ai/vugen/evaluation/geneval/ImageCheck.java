package ai.vugen.evaluation.geneval;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.evaluation.geneval.GenEvalPrompt.Exclude;
import ai.vugen.evaluation.geneval.GenEvalPrompt.Include;
import ai.vugen.evaluation.geneval.GenEvalPrompt.Position;
import ai.vugen.evaluation.geneval.GenEvalPrompt.Relation;
import ai.vugen.evaluation.geneval.GenEvalScoring.KeptObjects;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Holds one image against its prompt and notes, in GenEval's words, all that is wrong. */
final class ImageCheck {
  private final KeptObjects objects;
  private final double positionThreshold;
  private final List<String> reasons = new ArrayList<>();

  /** The objects that met each include so far; empty where it was not met. */
  private final List<List<Detection>> groups = new ArrayList<>();

  ImageCheck(KeptObjects objects, double positionThreshold) {
    this.objects = objects;
    this.positionThreshold = positionThreshold;
  }

  List<String> reasons(GenEvalPrompt prompt) {
    for (Include wanted : prompt.include()) {
      List<Detection> found = objects.best(wanted.className(), wanted.count());
      boolean met = enough(wanted, found) && coloured(wanted, found) && placed(wanted, found);
      groups.add(met ? found : List.of());
    }
    for (Exclude unwanted : prompt.exclude()) {
      int count = objects.count(unwanted.className());
      if (count >= unwanted.count()) {
        reasons.add(
            "expected %s<%d, found %d".formatted(unwanted.className(), unwanted.count(), count));
      }
    }
    return reasons;
  }

  private boolean enough(Include wanted, List<Detection> found) {
    if (found.size() >= wanted.count()) {
      return true;
    }
    reasons.add(
        "expected %s>=%d, found %d".formatted(wanted.className(), wanted.count(), found.size()));
    return false;
  }

  private boolean coloured(Include wanted, List<Detection> found) {
    ObjectColour colour = wanted.colour();
    if (colour == null) {
      return true;
    }
    Map<ObjectColour, Integer> counts = new EnumMap<>(ObjectColour.class);
    found.forEach(object -> counts.merge(known(object), 1, Integer::sum));
    int right = counts.getOrDefault(colour, 0);
    if (right >= wanted.count()) {
      return true;
    }
    String all =
        counts.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey().word())
            .collect(Collectors.joining(", "));
    reasons.add(
        "expected %s %s>=%d, found %d %s; and %s"
            .formatted(
                colour.word(), wanted.className(), wanted.count(), right, colour.word(), all));
    return false;
  }

  private static ObjectColour known(Detection object) {
    ObjectColour colour = object.colour();
    if (colour == null) {
      throw new InvalidRequestException(
          "The prompt asks for the colour of a %s, but its detection has none; give detections"
                  .formatted(object.className())
              + " their colours with withColour, or judge images with a GenEvalJudge.");
    }
    return colour;
  }

  private boolean placed(Include wanted, List<Detection> found) {
    Position position = wanted.position();
    if (position == null) {
      return true;
    }
    String relation = position.relation().words();
    List<Detection> targets = groups.get(position.target());
    if (targets.isEmpty()) {
      reasons.add("no target for %s to be %s".formatted(wanted.className(), relation));
      return false;
    }
    for (Detection object : found) {
      for (Detection target : targets) {
        RelativePosition actual =
            RelativePosition.of(object.box(), target.box(), positionThreshold);
        if (!actual.relations().contains(position.relation())) {
          reasons.add(
              "expected %s %s target, found %s target"
                  .formatted(wanted.className(), relation, words(actual)));
          return false;
        }
      }
    }
    return true;
  }

  private static String words(RelativePosition position) {
    return position.relations().stream()
        .sorted()
        .map(Relation::words)
        .collect(Collectors.joining(" and "));
  }
}
