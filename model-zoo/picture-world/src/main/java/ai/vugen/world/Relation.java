package ai.vugen.world;

import ai.vugen.world.Scene.Layout;
import java.util.List;

/** How one object lies to another one. */
enum Relation {
  LEFT("left", "to the left of", "left of", "on the left side of", "on the left", "on the right"),
  RIGHT(
      "right",
      "to the right of",
      "right of",
      "on the right side of",
      "on the right",
      "on the left"),
  ABOVE("top", "above", "above", "over", "at the top", "at the bottom"),
  BELOW("bottom", "below", "below", "under", "at the bottom", "at the top");

  private final String side;
  private final String phrase;
  private final String plain;
  private final String other;
  private final String place;
  private final String opposite;

  Relation(String side, String phrase, String plain, String other, String place, String opposite) {
    this.side = side;
    this.phrase = phrase;
    this.plain = plain;
    this.other = other;
    this.place = place;
    this.opposite = opposite;
  }

  /** Returns how the first of two objects lies to the second, or the second to the first. */
  static Relation of(Layout layout, boolean inOrder) {
    if (layout == Layout.ROW) {
      return inOrder ? LEFT : RIGHT;
    }
    return inOrder ? ABOVE : BELOW;
  }

  /** Returns the half of the picture that the first object is in, in a word: "left", "top". */
  String side() {
    return side;
  }

  /** Canonical wording: "to the left of", "above". */
  String phrase() {
    return phrase;
  }

  /** Place in the picture: "on the left", "at the top". */
  String place() {
    return place;
  }

  /** Returns the relation with both objects exchanged. */
  Relation reversed() {
    return switch (this) {
      case LEFT -> RIGHT;
      case RIGHT -> LEFT;
      case ABOVE -> BELOW;
      case BELOW -> ABOVE;
    };
  }

  /**
   * Says it of two phrases, in GenEval's words or in one of several others. What is merely beside
   * another thing is said from left to right.
   */
  String say(List<String> phrases, boolean plainly, SceneRandom random) {
    String first = phrases.get(0);
    String second = phrases.get(1);
    if (plainly) {
      return first + " " + plain + " " + second;
    }
    boolean sideways = this == LEFT || this == RIGHT;
    return switch (random.weighted(42, 22, 8, 16, sideways ? 12 : 0)) {
      case 0 -> first + " " + phrase + " " + second;
      case 1 -> first + " " + plain + " " + second;
      case 2 -> first + " " + other + " " + second;
      case 3 -> first + " " + place + " and " + second + " " + opposite;
      default -> {
        String beside = random.pick(" next to ", " beside ");
        yield this == LEFT ? first + beside + second : second + beside + first;
      }
    };
  }
}
