package ai.vugen.training.recipe;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.error.VuGenException;
import ai.vugen.file.AtomicFile;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A reducer that is compared with others.
 *
 * @param kind learned, or principal components
 * @param reduction channels of z to one of z̃ (r in VUGEN §4.3)
 */
record ReducerVariant(Kind kind, int reduction) {
  /** The recipe in the folder of a run. */
  static final String RECIPE = "recipe.json";

  enum Kind {
    MLP,
    PCA
  }

  /** Its name, such as {@code mlp-r8}. */
  String name() {
    return kind.name().toLowerCase(Locale.ROOT) + "-r" + reduction;
  }

  /**
   * Writes the recipe of a variant into the folder of its run: the base's, with this reducer and
   * these numbers of steps.
   *
   * @return the file
   * @throws InvalidRequestException if the reduction does not divide the channels of z
   */
  Path writeRecipe(Path base, int decoderSteps, int towerSteps, int warmup, RunFolder run) {
    int width = Recipe.read(base).model().vision().width();
    if (reduction < 1 || width % reduction != 0) {
      throw new InvalidRequestException(
          "A reduction must divide the %d channels of z, but is %d.".formatted(width, reduction));
    }
    JsonObject root = JsonParser.parseString(Recipe.parse(base).json()).getAsJsonObject();
    JsonObject vugen = root.getAsJsonObject("model").getAsJsonObject("vugen");
    vugen.addProperty("name", vugen.get("name").getAsString() + "-" + name());
    vugen.add("reducer", reducer(width));
    JsonObject stages = root.getAsJsonObject("stages");
    shorten(stages.getAsJsonObject("decoder"), decoderSteps, warmup);
    shorten(stages.getAsJsonObject("tower"), towerSteps, warmup);
    return write(root, run.root());
  }

  private static void shorten(JsonObject stage, int steps, int warmup) {
    stage.addProperty("steps", steps);
    stage.addProperty("warmup", warmup);
  }

  private JsonObject reducer(int width) {
    JsonObject reducer = new JsonObject();
    reducer.addProperty("type", kind.name().toLowerCase(Locale.ROOT));
    if (kind == Kind.MLP) {
      reducer.addProperty("hidden", width);
    }
    reducer.addProperty("channels", width / reduction);
    return reducer;
  }

  private static Path write(JsonObject recipe, Path folder) {
    Path file = folder.resolve(RECIPE);
    try {
      AtomicFile.of(file)
          .withFolders()
          .write(new GsonBuilder().setPrettyPrinting().create().toJson(recipe) + "\n");
      return file;
    } catch (IOException e) {
      throw new VuGenException("The recipe cannot be written to " + file, e);
    }
  }
}
