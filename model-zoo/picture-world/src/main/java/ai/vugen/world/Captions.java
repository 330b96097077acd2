package ai.vugen.world;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Says what a scene shows, in varied English. What a caption says is true; it may leave out
 * colours, the background, the style and how objects lie to each other.
 */
public final class Captions {
  private static final double PLAIN_WORDING = 0.5; // of captions that begin as GenEval's do

  private final Nouns nouns;

  /** Captions about the concepts of these drawings. */
  public Captions(Sprites sprites) {
    this.nouns = new Nouns(sprites.names());
  }

  /** Returns a caption in one of many wordings, as someone might ask for the picture. */
  public String caption(Scene scene, SceneRandom random) {
    Style style = random.chance(0.12) ? scene.commonStyle() : null;
    boolean styleFirst = random.chance(0.5);
    String lead = style != null && styleFirst ? styled(style, random) : lead(random);
    boolean plainly = lead.equals("a photo of ") && random.chance(PLAIN_WORDING);
    boolean related = scene.hasRelation() && saysRelation(scene.layout(), random);
    List<Subject> subjects = ordered(scene, related, random);
    List<String> phrases =
        subjects.stream().map(subject -> phrase(subject, plainly, random)).toList();
    String what = what(scene, related, subjects, phrases, plainly, random);
    StringBuilder caption = new StringBuilder();
    if (lead.equals("there ")) {
      boolean several = subjects.get(0).count() > 1;
      caption.append("there ").append(several ? "are " : "is ").append(what);
    } else {
      caption.append(lead).append(what);
    }
    if (style != null && !styleFirst) {
      caption.append(" in ").append(Noun.article(style.word())).append(" style");
    }
    if (!plainly && random.chance(0.4)) {
      caption.append(behind(scene.background(), random));
    }
    return finished(caption.toString(), random);
  }

  /** Returns the one full description of a scene: objects with colours, relation, background. */
  public String description(Scene scene) {
    List<Subject> subjects = scene.subjects();
    List<String> phrases = subjects.stream().map(nouns::counted).toList();
    String what = Nouns.list(phrases);
    if (scene.hasRelation()) {
      String relation = scene.layout() == Scene.Layout.ROW ? " to the left of " : " above ";
      what = phrases.get(0) + relation + phrases.get(1);
    }
    Background background = scene.background();
    return what
        + " on "
        + Noun.article(background.words())
        + (background.isPlain() ? " background" : " gradient background");
  }

  private static String lead(SceneRandom random) {
    return List.of(
            "",
            "a photo of ",
            "a picture of ",
            "an image of ",
            "a drawing of ",
            "an illustration of ",
            "there ")
        .get(random.weighted(30, 40, 7, 5, 5, 4, 9));
  }

  private static String styled(Style style, SceneRandom random) {
    String thing = random.pick("drawing", "picture", "illustration", "image", "icon");
    return Noun.article(style.word()) + " " + thing + " of ";
  }

  /**
   * Returns what stands above and below is always said, so that what is merely listed stands in a
   * row.
   */
  private static boolean saysRelation(Scene.Layout layout, SceneRandom random) {
    return layout == Scene.Layout.COLUMN || random.chance(0.65);
  }

  /** Relations may begin with either of two things; a list is in reading order, as one looks. */
  private static List<Subject> ordered(Scene scene, boolean related, SceneRandom random) {
    List<Subject> subjects = new ArrayList<>(scene.subjects());
    if (related && random.chance(0.5)) {
      Collections.reverse(subjects);
    }
    return subjects;
  }

  private String phrase(Subject subject, boolean plainly, SceneRandom random) {
    ObjectColour colour = random.chance(0.18) ? ObjectColour.NATURAL : subject.colour();
    Noun noun = nouns.of(subject);
    if (plainly) {
      return noun.countedPlainly(subject.count(), colour);
    }
    return subject.count() > 1 && random.chance(0.1)
        ? subject.count() + " " + noun.many(colour)
        : noun.counted(subject.count(), colour);
  }

  private static String what(
      Scene scene,
      boolean related,
      List<Subject> subjects,
      List<String> phrases,
      boolean plainly,
      SceneRandom random) {
    if (related) {
      boolean inOrder = subjects.get(0).equals(scene.subjects().get(0));
      return Relation.of(scene.layout(), inOrder).say(phrases, plainly, random);
    }
    if (phrases.size() == 2 && !plainly && random.chance(0.25)) {
      return phrases.get(0) + random.pick(" with ", " together with ") + phrases.get(1);
    }
    if (phrases.size() > 2 && random.chance(0.3)) {
      int last = phrases.size() - 1;
      return String.join(", ", phrases.subList(0, last)) + ", and " + phrases.get(last);
    }
    return Nouns.list(phrases);
  }

  private static String behind(Background background, SceneRandom random) {
    String words = background.words();
    if (background.isPlain()) {
      return switch (random.weighted(60, 12, 14, 14)) {
        case 0 -> " on " + Noun.article(words) + " background";
        case 1 -> " on " + words;
        case 2 -> " against " + Noun.article(words) + " background";
        default -> " with " + Noun.article(words) + " background";
      };
    }
    return switch (random.weighted(50, 25, 25)) {
      case 0 -> " on " + Noun.article(words) + " gradient background";
      case 1 -> " with a background fading from " + words;
      default -> " on a background that goes from " + directed(background);
    };
  }

  private static String directed(Background background) {
    String from = background.from().word();
    String to = background.to().word();
    return switch (background.direction()) {
      case VERTICAL -> from + " at the top to " + to + " at the bottom";
      case HORIZONTAL -> from + " on the left to " + to + " on the right";
      case PLAIN, DIAGONAL -> from + " to " + to;
    };
  }

  private static String finished(String caption, SceneRandom random) {
    String begun = random.chance(0.12) ? capitalised(caption) : caption;
    return random.chance(0.1) ? begun + "." : begun;
  }

  /** Returns the same text with its first letter in upper case. */
  static String capitalised(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
