package ai.vugen.world;

import ai.vugen.error.InvalidRequestException;
import java.util.ArrayList;
import java.util.List;

/** Decides what a scene shows, within what its split allows. */
final class SubjectChooser {
  private static final int TRIES = 64;

  /** Counts of the two things of a group scene. */
  private static final int[][] GROUPS = {{1, 2}, {2, 1}, {2, 2}, {1, 3}, {3, 1}};

  private final List<String> names;
  private final SceneMix mix;
  private final List<List<ObjectColour>> trainedColours = new ArrayList<>();
  private final List<Subject> heldOutColours = new ArrayList<>();
  private final List<int[]> heldOutPairs = new ArrayList<>();

  SubjectChooser(List<String> names, SceneMix mix) {
    this.names = names;
    this.mix = mix;
    int common = mix.emphasis().common();
    if (common > names.size()) {
      throw new InvalidRequestException(
          "The mix favours the first %d things, but there are only %d."
              .formatted(common, names.size()));
    }
    for (int concept = 0; concept < names.size(); concept++) {
      List<ObjectColour> trained = new ArrayList<>();
      for (ObjectColour colour : ObjectColour.tints()) {
        if (HeldOut.colour(names.get(concept), colour)) {
          heldOutColours.add(new Subject(concept, colour, 1));
        } else {
          trained.add(colour);
        }
      }
      trainedColours.add(trained);
      for (int other = 0; other < concept; other++) {
        if (HeldOut.pair(names.get(concept), names.get(other))) {
          heldOutPairs.add(new int[] {other, concept});
        }
      }
    }
  }

  /** Returns the colours a concept has in training; empty only by rare chance. */
  List<ObjectColour> trainedColours(int concept) {
    return trainedColours.get(concept);
  }

  List<Subject> choose(Split split, SceneRandom random) {
    return split == Split.HELD_OUT_COMBINATIONS ? heldOut(random) : trained(random);
  }

  private List<Subject> trained(SceneRandom random) {
    return switch (random.weighted(
        mix.single(), mix.copies(), mix.pair(), mix.groups(), mix.several())) {
      case 0 -> List.of(subject(concept(random), 1, random.chance(0.55), random));
      case 1 -> List.of(subject(concept(random), copies(random), random.chance(0.35), random));
      case 2 -> different(2, random);
      case 3 -> groups(random);
      default -> different(random.between(3, 4), random);
    };
  }

  /**
   * Returns half of them a held-out colour, alone or beside another object; half a held-out pair.
   */
  private List<Subject> heldOut(SceneRandom random) {
    if (heldOutColours.isEmpty() && heldOutPairs.isEmpty()) {
      throw new InvalidRequestException(
          "No combination of these %d concepts is held out; use more concepts."
              .formatted(names.size()));
    }
    boolean colour = heldOutPairs.isEmpty() || (!heldOutColours.isEmpty() && random.chance(0.5));
    if (!colour) {
      int[] pair = random.pick(heldOutPairs);
      int first = random.below(2);
      return coloured(List.of(pair[first], pair[1 - first]), random);
    }
    Subject held = random.pick(heldOutColours);
    if (random.chance(0.6)) {
      return List.of(held);
    }
    List<Integer> both = extend(List.of(held.concept()), 2, random);
    List<Subject> subjects = new ArrayList<>(List.of(held));
    both.stream().skip(1).forEach(other -> subjects.add(subject(other, 1, true, random)));
    return subjects;
  }

  private List<Subject> different(int count, SceneRandom random) {
    return coloured(extend(List.of(concept(random)), count, random), random);
  }

  private List<Subject> groups(SceneRandom random) {
    List<Subject> singles = different(2, random);
    int[] counts = random.pick(GROUPS);
    List<Subject> groups = new ArrayList<>();
    for (int i = 0; i < singles.size(); i++) {
      Subject single = singles.get(i);
      groups.add(new Subject(single.concept(), single.colour(), counts[i]));
    }
    return groups;
  }

  /** Returns all objects natural, all tinted, or each as it comes. */
  private List<Subject> coloured(List<Integer> concepts, SceneRandom random) {
    double tinted = new double[] {0, 1, 0.5}[random.weighted(40, 42, 18)];
    List<Subject> subjects = new ArrayList<>();
    for (int concept : concepts) {
      subjects.add(subject(concept, 1, random.chance(tinted), random));
    }
    return subjects;
  }

  /** Adds concepts that training shows together with all before; fewer where none is found. */
  private List<Integer> extend(List<Integer> start, int count, SceneRandom random) {
    List<Integer> concepts = new ArrayList<>(start);
    for (int tries = 0; concepts.size() < count && tries < TRIES; tries++) {
      int next = concept(random);
      if (concepts.stream().allMatch(other -> shownTogether(other, next))) {
        concepts.add(next);
      }
    }
    return concepts;
  }

  private boolean shownTogether(int one, int other) {
    return one != other && !HeldOut.pair(names.get(one), names.get(other));
  }

  private Subject subject(int concept, int count, boolean tinted, SceneRandom random) {
    List<ObjectColour> colours = trainedColours.get(concept);
    boolean natural = !tinted || colours.isEmpty();
    return new Subject(concept, natural ? ObjectColour.NATURAL : random.pick(colours), count);
  }

  private int concept(SceneRandom random) {
    Emphasis emphasis = mix.emphasis();
    boolean common = emphasis.commonFavour() > 0 && random.chance(emphasis.commonFavour());
    return random.below(common ? emphasis.common() : names.size());
  }

  private static int copies(SceneRandom random) {
    return random.between(2, 4);
  }
}
