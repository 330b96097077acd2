package ai.vugen.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads captions with patterns of its own and holds each statement (count, colour, relation,
 * background, style) against the scene.
 */
final class CaptionReader {
  private static final String COLOURS =
      ObjectColour.tints().stream().map(ObjectColour::word).collect(Collectors.joining("|"));
  private static final String SHADES =
      Arrays.stream(BackgroundColour.values())
          .map(BackgroundColour::word)
          .sorted(Comparator.comparingInt(String::length).reversed())
          .collect(Collectors.joining("|", "(", ")"));
  private static final Pattern BACKGROUND =
      Pattern.compile(" (?:on|against|with) an? " + SHADES + " background$| on " + SHADES + "$");
  private static final Pattern GRADIENT =
      Pattern.compile(
          " (?:on|with) an? (?:background (?:fading|that goes) from )?"
              + SHADES
              + "( at the top| on the left)? to "
              + SHADES
              + "( at the bottom| on the right)?( gradient background)?$");
  private static final Pattern STYLE =
      Pattern.compile(" in an? (\\w+) style|^an? (glossy|cartoon|flat) ");

  private final Sprites sprites;
  private final Map<String, String> forms = new TreeMap<>(); // any form of a name -> the name
  private final Pattern things;

  CaptionReader(Sprites sprites) {
    this.sprites = sprites;
    for (String name : sprites.names()) {
      Noun noun = Noun.of(name);
      for (String form : List.of(name, noun.plural(), name + "s", name + "es")) {
        forms.put(form, name);
      }
    }
    String names =
        forms.keySet().stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .collect(Collectors.joining("|"));
    this.things =
        Pattern.compile(
            "\\b(an?|two|three|four|[234])"
                + " (?:(?:pairs?|piece|pieces|loaf|loaves|bunch|bunches) of )?(?:("
                + COLOURS
                + ") )?("
                + names
                + ")\\b(?! background)");
  }

  void check(String caption, Scene scene) {
    String text = caption.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    String rest = checkBackground(text, scene);
    Matcher style = STYLE.matcher(rest);
    if (style.find()) {
      String word = style.group(1) == null ? style.group(2) : style.group(1);
      assertThat(scene.objects()).as(caption).allMatch(o -> o.style().word().equals(word));
    }
    List<Subject> said = new ArrayList<>();
    Matcher thing = things.matcher(rest);
    while (thing.find()) {
      said.add(subject(thing));
    }
    checkSubjects(caption, said, scene.subjects());
    checkRelation(caption, rest, said, scene);
  }

  private static String checkBackground(String text, Scene scene) {
    Background background = scene.background();
    Matcher gradient = GRADIENT.matcher(text);
    if (gradient.find()) {
      assertThat(background.isPlain()).as(text).isFalse();
      assertThat(gradient.group(1)).as(text).isEqualTo(background.from().word());
      assertThat(gradient.group(3)).as(text).isEqualTo(background.to().word());
      if (gradient.group(2) != null) {
        boolean vertical = background.direction() == Background.Direction.VERTICAL;
        assertThat(gradient.group(2)).isEqualTo(vertical ? " at the top" : " on the left");
      }
      return text.substring(0, gradient.start());
    }
    Matcher plain = BACKGROUND.matcher(text);
    if (plain.find()) {
      assertThat(background.isPlain()).as(text).isTrue();
      String word = plain.group(1) == null ? plain.group(2) : plain.group(1);
      assertThat(word).as(text).isEqualTo(background.from().word());
      return text.substring(0, plain.start());
    }
    assertThat(text).doesNotContain("background");
    return text;
  }

  private Subject subject(Matcher thing) {
    int count =
        switch (thing.group(1)) {
          case "a", "an" -> 1;
          case "two", "2" -> 2;
          case "three", "3" -> 3;
          default -> 4;
        };
    ObjectColour colour =
        thing.group(2) == null
            ? ObjectColour.NATURAL
            : ObjectColour.valueOf(thing.group(2).toUpperCase(Locale.ROOT));
    return new Subject(sprites.names().indexOf(forms.get(thing.group(3))), colour, count);
  }

  private static void checkSubjects(String caption, List<Subject> said, List<Subject> shown) {
    assertThat(said).as(caption).hasSameSizeAs(shown);
    for (Subject subject : said) {
      assertThat(shown)
          .as(caption)
          .anyMatch(
              other ->
                  other.concept() == subject.concept()
                      && other.count() == subject.count()
                      && (!subject.colour().isTint() || other.colour() == subject.colour()));
    }
  }

  private static void checkRelation(String caption, String text, List<Subject> said, Scene scene) {
    boolean left = text.contains("left of ") || text.contains("left side of");
    boolean right = text.contains("right of ") || text.contains("right side of");
    boolean above = text.contains(" above ") || text.contains(" over ");
    boolean below = text.contains(" below ") || text.contains(" under ");
    left |= text.contains(" on the left and ");
    right |= text.contains(" on the right and ");
    above |= text.contains(" at the top and ");
    below |= text.contains(" at the bottom and ");
    if (!(left || right || above || below)) {
      return;
    }
    assertThat(scene.objects()).as(caption).hasSize(2);
    SceneObject first = find(scene, said.get(0).concept());
    SceneObject second = find(scene, said.get(1).concept());
    int from = left || right ? first.x() : first.y();
    int to = left || right ? second.x() : second.y();
    assertThat(left || above ? to - from : from - to).as(caption).isGreaterThan(10);
  }

  private static SceneObject find(Scene scene, int concept) {
    return scene.objects().stream().filter(o -> o.concept() == concept).findFirst().orElseThrow();
  }
}
