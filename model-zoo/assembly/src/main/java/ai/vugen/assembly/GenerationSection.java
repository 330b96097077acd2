package ai.vugen.assembly;

import ai.vugen.model.VugenConfig;
import ai.vugen.model.decoder.PddConfig;
import ai.vugen.model.latent.UnderstandingLatents;
import ai.vugen.model.reducer.ReducerConfig;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Locale;

/** The section {@code vugen} of {@code config.json}, as the configuration's reader reads it. */
final class GenerationSection {
  private GenerationSection() {}

  /** Writes the section of a model that draws from understanding latents with a PDD. */
  static JsonObject of(String name, VugenConfig config) {
    JsonObject section = new JsonObject();
    section.addProperty("name", name);
    section.addProperty("max_tiles", config.maxTiles());
    UnderstandingLatents latents = config.understandingLatents();
    if (!latents.sharesTiles()) {
      section.addProperty("encoder_size", latents.pictureSize());
    }
    section.add("reducer", reducer(latents.reducer()));
    JsonObject tower = new JsonObject();
    tower.addProperty("patch", config.tower().patch());
    tower.addProperty("time_channels", config.tower().timeChannels());
    section.add("tower", tower);
    section.add("decoder", decoder(PddConfig.of(config.decoder())));
    return section;
  }

  private static JsonObject reducer(ReducerConfig config) {
    JsonObject reducer = new JsonObject();
    if (config instanceof ReducerConfig.Mlp mlp) {
      reducer.addProperty("type", "mlp");
      reducer.addProperty("hidden", mlp.hidden());
    } else {
      reducer.addProperty("type", "pca");
    }
    reducer.addProperty("channels", config.channels());
    return reducer;
  }

  private static JsonObject decoder(PddConfig config) {
    JsonObject decoder = new JsonObject();
    decoder.addProperty("image_size", config.imageSize());
    decoder.addProperty("pixel_patch", config.pixelPatch());
    JsonArray channels = new JsonArray();
    config.channels().forEach(channels::add);
    decoder.add("channels", channels);
    decoder.addProperty("blocks_per_level", config.blocksPerLevel());
    decoder.addProperty("mid_layers", config.midLayers());
    decoder.addProperty("heads", config.heads());
    decoder.addProperty("head_dim", config.headDim());
    decoder.addProperty("window", config.window());
    decoder.addProperty("groups", config.groups());
    decoder.addProperty("schedule_power", config.schedulePower());
    decoder.addProperty("prediction", config.prediction().name().toLowerCase(Locale.ROOT));
    return decoder;
  }
}
