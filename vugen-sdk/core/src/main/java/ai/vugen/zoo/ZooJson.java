package ai.vugen.zoo;

import ai.vugen.error.ModelIntegrityException;
import ai.vugen.json.JsonSection;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;

/**
 * Manifests as JSON. Fields that are not known are passed over, so that newer files stay readable.
 */
final class ZooJson {
  private ZooJson() {}

  static JsonSection parse(String file, String text) {
    return JsonSection.parse(file + " is damaged: ", text, ModelIntegrityException::new);
  }

  static Manifest manifest(JsonSection json) {
    List<ModelFile> files =
        json.sections("files").stream()
            .map(file -> new ModelFile(file.text("name"), file.count("size"), file.text("sha256")))
            .toList();
    return new Manifest(
        json.text("id"), json.text("title"), json.text("version"), json.text("licence"), files);
  }

  static void put(JsonObject object, Manifest manifest) {
    object.addProperty("id", manifest.id());
    object.addProperty("title", manifest.title());
    object.addProperty("version", manifest.version());
    object.addProperty("licence", manifest.licence());
    JsonArray files = new JsonArray();
    for (ModelFile file : manifest.files()) {
      JsonObject item = new JsonObject();
      item.addProperty("name", file.name());
      item.addProperty("size", file.size());
      item.addProperty("sha256", file.sha256());
      files.add(item);
    }
    object.add("files", files);
  }

  static String text(JsonObject object) {
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(object)
        + "\n";
  }
}
