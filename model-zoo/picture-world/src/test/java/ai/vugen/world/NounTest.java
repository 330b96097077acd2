package ai.vugen.world;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NounTest {
  @ParameterizedTest
  @CsvSource({
    "dog, dogs",
    "bus, buses",
    "couch, couches",
    "toothbrush, toothbrushes",
    "sandwich, sandwiches",
    "peach, peaches",
    "fox, foxes",
    "wine glass, wine glasses",
    "tennis racket, tennis rackets",
    "strawberry, strawberries",
    "butterfly, butterflies",
    "candy, candies",
    "trophy, trophies",
    "monkey, monkeys",
    "key, keys",
    "teddy bear, teddy bears",
    "sports ball, sports balls",
    "knife, knives",
    "computer mouse, computer mice",
    "mouse, mice",
    "person, people",
    "sheep, sheep",
    "fish, fish",
    "snowman, snowmen",
    "cactus, cacti",
    "tomato, tomatoes",
    "piano, pianos",
    "octopus, octopuses",
    "dress, dresses",
    "tv, tvs",
    "giraffe, giraffes",
    "clock, clocks",
    "cookie, cookies",
    "watch, watches",
  })
  void plurals(String name, String plural) {
    assertThat(Noun.of(name).counted(2, ObjectColour.NATURAL)).isEqualTo("two " + plural);
  }

  @ParameterizedTest
  @CsvSource({
    "scissors, a pair of scissors, three pairs of red scissors, the scissors, are",
    "glasses, a pair of glasses, three pairs of red glasses, the glasses, are",
    "skis, a pair of skis, three pairs of red skis, the skis, are",
    "cherries, a pair of cherries, three pairs of red cherries, the cherries, are",
    "grapes, a bunch of grapes, three bunches of red grapes, the grapes, are",
    "corn, an ear of corn, three ears of red corn, the corn, is",
    "bread, a loaf of bread, three loaves of red bread, the bread, is",
    "cheese, a piece of cheese, three pieces of red cheese, the cheese, is",
    "broccoli, a piece of broccoli, three pieces of red broccoli, the broccoli, is",
    "sheep, a sheep, three red sheep, the sheep, is",
    "umbrella, an umbrella, three red umbrellas, the umbrella, is",
  })
  void oneAndThree(String name, String one, String three, String definite, String verb) {
    Noun noun = Noun.of(name);
    assertThat(noun.counted(1, ObjectColour.NATURAL)).isEqualTo(one);
    assertThat(noun.counted(3, ObjectColour.RED)).isEqualTo(three);
    assertThat(noun.definite(1)).isEqualTo(definite);
    assertThat(noun.verb(1)).isEqualTo(verb);
  }

  @Test
  void severalThingsAreButMassesIs() {
    assertThat(Noun.of("dog").verb(2)).isEqualTo("are");
    assertThat(Noun.of("sheep").verb(2)).isEqualTo("are");
    assertThat(Noun.of("bread").verb(2)).isEqualTo("is");
    assertThat(Noun.of("bread").definite(2)).isEqualTo("the bread");
  }

  @Test
  void articlesFollowTheFirstWord() {
    assertThat(Noun.of("apple").counted(1, ObjectColour.NATURAL)).isEqualTo("an apple");
    assertThat(Noun.of("apple").counted(1, ObjectColour.RED)).isEqualTo("a red apple");
    assertThat(Noun.of("car").counted(1, ObjectColour.ORANGE)).isEqualTo("an orange car");
    assertThat(Noun.of("scissors").counted(1, ObjectColour.ORANGE))
        .isEqualTo("a pair of orange scissors");
  }

  @ParameterizedTest
  @CsvSource({
    "toothbrush, 2, two toothbrushs",
    "knife, 4, four knifes",
    "person, 3, three persons",
    "sheep, 2, two sheeps",
    "bus, 3, three buses",
    "wine glass, 2, two wine glasses",
    "broccoli, 4, four broccolis",
    "scissors, 1, a scissors",
    "orange, 1, an orange",
  })
  void genEvalsWording(String name, int count, String phrase) {
    assertThat(Noun.of(name).countedPlainly(count, ObjectColour.NATURAL)).isEqualTo(phrase);
  }
}
