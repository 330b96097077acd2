package ai.vugen.assembly;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.checkpoint.DataType;
import ai.vugen.checkpoint.ShardedWriter;
import ai.vugen.checkpoint.TensorEntry;
import ai.vugen.checkpoint.WeightCheck;
import ai.vugen.error.ModelIntegrityException;
import ai.vugen.json.JsonText;
import ai.vugen.model.ModelConfig;
import ai.vugen.model.ModelParts;
import ai.vugen.model.VugenConfig;
import ai.vugen.session.ModelGraphs;
import ai.vugen.tensor.Role;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a new VUGEN model will be: its numbers, and where each weight comes from.
 *
 * @param name of the model
 * @param numbers those of the new model, whose name is still that of the model it is made of
 * @param reducer file of the trained reducer; null for an untrained one
 * @param tower file of the trained tower; null for one that begins as the language model's layers
 * @param decoder file of the trained decoder; null for an untrained one
 */
record ModelPlan(
    String name,
    VugenConfig numbers,
    @Nullable PartFile reducer,
    @Nullable PartFile tower,
    @Nullable PartFile decoder) {
  /** The only weights of a decoder that depend on the channels of z̃. */
  private static final List<String> LATENT_INPUTS =
      List.of(
          ModelParts.DECODER + ".conv_in.weight", ModelParts.DECODER + ".ada_ctx_proj.0.weight");

  /** Returns the configuration of the language and vision model with the section to draw. */
  String configJson(String plmConfig) {
    JsonObject root =
        JsonText.tree(plmConfig, what -> new ModelIntegrityException("config.json: " + what))
            .getAsJsonObject();
    root.add("vugen", GenerationSection.of(name, numbers));
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(root) + "\n";
  }

  /**
   * Adds every weight: of PLM and the trained parts as they are stored, the tower's layers as
   * copies of the language model's, the rest fresh.
   *
   * @param config the whole configuration
   * @return what there is to say about weights that begin untrained
   * @throws ModelIntegrityException if a part lacks weights, has others or has them in other shapes
   */
  List<String> add(ModelConfig config, Checkpoint checkpoint, long seed, ShardedWriter weights) {
    Map<String, TensorEntry> trained = new LinkedHashMap<>();
    List<String> notes = new ArrayList<>();
    Map<String, long[]> shapes = ModelGraphs.allWeights(config);
    take(reducer, ModelParts.REDUCER, shapes, trained);
    take(tower, ModelParts.TOWER, shapes, trained);
    take(decoder, ModelParts.DECODER, shapes, trained);
    InitialValues fresh = new InitialValues(seed, true);
    Map<String, Role> roles = ModelGraphs.allRoles(config);
    for (Map.Entry<String, long[]> weight : shapes.entrySet()) {
      String target = weight.getKey();
      long[] shape = weight.getValue();
      TensorEntry stored = stored(target, checkpoint, trained);
      if (stored != null) {
        weights.add(stored.as(target, shape));
      } else {
        DataType type = target.startsWith("latent.") ? DataType.F32 : DataType.BF16;
        Role role = roles.getOrDefault(target, Role.OTHER);
        weights.add(target, type, shape, fresh.of(target, role, shape));
        if (decoder != null && LATENT_INPUTS.contains(target)) {
          notes.add(target + " is untrained: the decoder's file is for other latents");
        }
      }
    }
    describe(trained, notes);
    return notes;
  }

  private void describe(Map<String, TensorEntry> trained, List<String> notes) {
    if (reducer == null) {
      notes.add("the reducer is untrained");
    }
    if (!trained.containsKey(ModelParts.LATENT_STD)) {
      notes.add("the statistics of z̃ are 0 and 1; measure them with the trained reducer");
    }
    if (tower == null) {
      notes.add("the tower begins as the language model's layers with velocity 0");
    }
    if (decoder == null) {
      notes.add("the decoder is untrained");
    }
  }

  /** Checks a part against the configuration and takes its weights. */
  private static void take(
      @Nullable PartFile part,
      String scope,
      Map<String, long[]> shapes,
      Map<String, TensorEntry> trained) {
    if (part == null) {
      return;
    }
    Map<String, long[]> expected = new LinkedHashMap<>();
    shapes.forEach(
        (name, shape) -> {
          if (name.startsWith(scope + ".")
              || (name.startsWith("latent.") && part.entries().containsKey(name))) {
            expected.put(name, shape);
          }
        });
    Map<String, TensorEntry> entries = new LinkedHashMap<>(part.entries());
    for (String input : LATENT_INPUTS) {
      TensorEntry entry = entries.get(input);
      if (entry != null && isForOtherLatents(entry.shape(), expected.get(input))) {
        entries.remove(input);
        expected.remove(input);
      }
    }
    WeightCheck.check(part.file().toString(), entries, expected, List.of());
    trained.putAll(entries);
  }

  private static boolean isForOtherLatents(long[] stored, long @Nullable [] expected) {
    if (expected == null || stored.length != expected.length) {
      return false;
    }
    long[] same = stored.clone();
    same[1] = expected[1];
    return stored[1] != expected[1] && Arrays.equals(same, expected);
  }

  private static @Nullable TensorEntry stored(
      String name, Checkpoint checkpoint, Map<String, TensorEntry> trained) {
    TensorEntry entry = trained.get(name);
    if (entry == null) {
      entry = checkpoint.entries().get(name);
    }
    if (entry == null && name.startsWith(ModelParts.TOWER + ".")) {
      String twin = ModelParts.LANGUAGE + name.substring(ModelParts.TOWER.length());
      entry = checkpoint.entries().get(twin);
    }
    return entry;
  }
}
