package ai.vugen.zoo;

import ai.vugen.error.ModelIntegrityException;
import ai.vugen.json.JsonSection;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The models that this version of the SDK knows by id.
 *
 * @param entries in the order of the file; no id appears twice
 */
public record Catalog(List<CatalogEntry> entries) {
  private static final String RESOURCE = "catalog.json";
  private static final long FORMAT = 1;

  public Catalog {
    entries = List.copyOf(entries);
    List<String> ids = entries.stream().map(entry -> entry.manifest().id()).toList();
    if (new TreeSet<>(ids).size() < ids.size()) {
      throw new ModelIntegrityException("The catalog lists a model twice: " + ids);
    }
  }

  /** Returns the catalog that is part of the SDK. */
  public static Catalog standard() {
    try (InputStream in = Catalog.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new ModelIntegrityException(
            "The SDK's jar is damaged: it holds no ai/vugen/zoo/" + RESOURCE + ".");
      }
      return parse(RESOURCE, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a catalog from its text.
   *
   * @param file what errors call it
   * @throws ModelIntegrityException if a field is missing or wrong
   */
  public static Catalog parse(String file, String text) {
    JsonSection root = ZooJson.parse(file, text);
    if (root.count("format") != FORMAT) {
      throw new ModelIntegrityException(
          file + " has format " + root.count("format") + "; this version reads " + FORMAT + ".");
    }
    List<CatalogEntry> entries = new ArrayList<>();
    for (JsonSection model : root.sections("models")) {
      entries.add(new CatalogEntry(ZooJson.manifest(model), model.text("source")));
    }
    return new Catalog(entries);
  }

  /** Returns the model with an id. */
  public Optional<CatalogEntry> find(String id) {
    return entries.stream().filter(entry -> entry.manifest().id().equals(id)).findFirst();
  }

  /** Returns a catalog with an entry added, or put in the place of the one with the same id. */
  public Catalog with(CatalogEntry entry) {
    List<CatalogEntry> all = new ArrayList<>(entries);
    int place = entries.indexOf(find(entry.manifest().id()).orElse(entry));
    if (place < 0) {
      all.add(entry);
    } else {
      all.set(place, entry);
    }
    return new Catalog(all);
  }

  /** Returns the catalog as JSON text. */
  public String json() {
    JsonArray models = new JsonArray();
    for (CatalogEntry entry : entries) {
      JsonObject model = new JsonObject();
      ZooJson.put(model, entry.manifest());
      model.addProperty("source", entry.source());
      models.add(model);
    }
    JsonObject root = new JsonObject();
    root.addProperty("format", FORMAT);
    root.add("models", models);
    return ZooJson.text(root);
  }
}
