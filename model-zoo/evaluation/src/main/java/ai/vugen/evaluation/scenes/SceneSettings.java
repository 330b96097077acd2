package ai.vugen.evaluation.scenes;

import ai.vugen.json.JsonSection;
import ai.vugen.world.Emphasis;
import ai.vugen.world.SceneMix;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/**
 * Which scenes a measurement is of: with the same drawings, equal settings give equal scenes.
 *
 * @param scenes number a split, at least 1
 * @param seed of the scenes
 * @param size width and height of the pictures, in pixels
 * @param concepts number of things that are drawn
 * @param mix how often each kind of scene occurs
 */
public record SceneSettings(int scenes, long seed, int size, int concepts, SceneMix mix) {
  /**
   * Reads the members that {@link #addTo} adds.
   *
   * @throws ai.vugen.error.ModelIntegrityException if one is missing or of the wrong kind
   */
  public static SceneSettings of(JsonSection section) {
    JsonSection mix = section.section("mix");
    return new SceneSettings(
        section.size("scenes_per_split"),
        (long) section.number("seed"),
        section.size("picture_size"),
        section.size("concepts"),
        new SceneMix(
            mix.number("single"),
            mix.number("copies"),
            mix.number("pair"),
            mix.number("groups"),
            mix.number("several"),
            mix.optionalSection("emphasis").map(Emphasis::of).orElse(Emphasis.NONE)));
  }

  /** Adds the members {@code scenes_per_split}, {@code seed}, {@code mix} and so on. */
  public void addTo(JsonObject protocol) {
    protocol.addProperty("scenes_per_split", scenes);
    protocol.addProperty("seed", seed);
    protocol.addProperty("picture_size", size);
    protocol.addProperty("concepts", concepts);
    JsonObject weights = new JsonObject();
    weights.addProperty("single", mix.single());
    weights.addProperty("copies", mix.copies());
    weights.addProperty("pair", mix.pair());
    weights.addProperty("groups", mix.groups());
    weights.addProperty("several", mix.several());
    if (!mix.emphasis().equals(Emphasis.NONE)) {
      weights.add("emphasis", json(mix.emphasis()));
    }
    protocol.add("mix", weights);
  }

  private static JsonObject json(Emphasis emphasis) {
    JsonObject json = new JsonObject();
    json.addProperty("share", emphasis.share());
    json.addProperty("common_things", emphasis.common());
    json.addProperty("common_favour", emphasis.commonFavour());
    json.addProperty("glossy_favour", emphasis.glossyFavour());
    json.addProperty("mirrored", emphasis.mirrored());
    JsonArray sizes = new JsonArray();
    emphasis.sizes().forEach(sizes::add);
    json.add("sizes", sizes);
    json.addProperty("arranged", emphasis.arranged());
    json.addProperty("grain", emphasis.grain());
    return json;
  }
}
