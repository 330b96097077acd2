package ai.vugen.zoo;

import ai.vugen.error.ModelException;
import ai.vugen.error.ModelIntegrityException;
import ai.vugen.error.ModelNotFoundException;
import ai.vugen.file.CacheFolder;
import ai.vugen.file.KeptFolder;
import ai.vugen.file.Sha256;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds models: bundled ones on the class path, and folders.
 *
 * <p>A bundled model is unpacked into the cache folder when it is first asked for, with every
 * file's SHA-256 verified. Later openings compare sizes and modification times; files that changed
 * are hashed again and replaced if they are damaged. {@link ModelFolder#verify} hashes everything.
 */
public final class ModelZoo {
  private static final List<ModelSource> SOURCES =
      List.of(new BundledModels(ModelZoo.class.getClassLoader()));

  private ModelZoo() {}

  /**
   * Returns the model with an id or, if no model has it, the model in a folder.
   *
   * @param idOrPath an id such as {@code nano}, or the path of a folder; write {@code ./nano} for a
   *     folder that has a model's id as name
   * @throws ModelNotFoundException if it is neither; the message names the models that exist
   * @throws ModelIntegrityException if the model's files are damaged beyond repair
   * @throws ModelException if files cannot be read or written
   */
  public static ModelFolder resolve(String idOrPath) {
    Catalog catalog = Catalog.standard();
    if (Manifest.isId(idOrPath)) {
      Optional<ModelFolder> found = find(idOrPath, catalog);
      if (found.isPresent()) {
        return found.get();
      }
    }
    Path folder = folder(idOrPath);
    if (folder == null) {
      throw unknown(idOrPath, catalog);
    }
    return open(folder);
  }

  /**
   * Returns the model in a folder. If the folder has a {@code manifest.json}, the files that it
   * lists must be there with the right size.
   *
   * @throws ModelNotFoundException if the folder does not exist
   * @throws ModelIntegrityException if files of its manifest are missing or have another size
   */
  public static ModelFolder open(Path folder) {
    Path path = folder.toAbsolutePath().normalize();
    if (!Files.isDirectory(path)) {
      throw new ModelNotFoundException(
          "The model folder "
              + path
              + " does not exist; a model is a folder with config.json, model.safetensors and"
              + " tokenizer.json.");
    }
    Manifest manifest = Manifest.read(path).orElse(null);
    Path name = path.getFileName();
    String id = manifest != null ? manifest.id() : name != null ? name.toString() : "model";
    Path hashes =
        CacheFolder.root().resolve("hashes").resolve(Sha256.of(path.toString()).substring(0, 16));
    return new ModelFolder(path, id, manifest, null, hashes);
  }

  /**
   * Returns a network that a library brings along for its own use, which is no model to ask for by
   * its id. It is unpacked and verified as bundled models are.
   *
   * @param loader sees the library's jar
   * @param folder the resource folder above that of the network, such as {@code "org/example/nets"}
   * @param id the name of the network's folder, and its id in the {@code manifest.json} there
   * @return empty if there is no such folder, or no manifest in it
   * @throws ModelIntegrityException if files of the network are damaged beyond repair, or its
   *     manifest has another id
   * @throws ModelException if files cannot be read or written
   */
  public static Optional<ModelFolder> bundled(ClassLoader loader, String folder, String id) {
    BundledModels source = new BundledModels(loader, folder);
    return source.find(id).map(manifest -> stored(sameId(manifest, folder, id), source, null));
  }

  private static Manifest sameId(Manifest manifest, String folder, String id) {
    if (!manifest.id().equals(id)) {
      throw new ModelIntegrityException(
          "The manifest in %s/%s is that of \"%s\"; expected \"%s\". Write it again with the id of its folder."
              .formatted(folder, id, manifest.id(), id));
    }
    return manifest;
  }

  /** Returns the models that this version of the SDK knows by id. */
  public static Catalog catalog() {
    return Catalog.standard();
  }

  private static Optional<ModelFolder> find(String id, Catalog catalog) {
    CatalogEntry entry = catalog.find(id).orElse(null);
    for (ModelSource source : SOURCES) {
      Optional<Manifest> manifest = source.find(id);
      if (manifest.isPresent()) {
        checkSame(manifest.get(), entry);
        return Optional.of(stored(manifest.get(), source, entry));
      }
    }
    if (entry != null) {
      throw new ModelNotFoundException(
          "The model %s is bundled in the jar ai.vugen:vugen-model-%s, which is not on the class path. Add it as a dependency, or give the path of a model folder."
              .formatted(id, id));
    }
    return Optional.empty();
  }

  private static ModelFolder stored(
      Manifest manifest, ModelSource source, @Nullable CatalogEntry entry) {
    Path models = CacheFolder.root().resolve("models");
    Path folder = new ModelStore(models).get(manifest, source);
    return new ModelFolder(
        folder, manifest.id(), manifest, entry, folder.resolve(KeptFolder.HASHES));
  }

  private static void checkSame(Manifest manifest, @Nullable CatalogEntry entry) {
    if (entry != null && !entry.manifest().fingerprint().equals(manifest.fingerprint())) {
      throw new ModelIntegrityException(
          "The model %s on the class path is version %s, but this SDK's catalog lists version %s. Use the same version of vugen-sdk and vugen-model-%s."
              .formatted(
                  manifest.id(), manifest.version(), entry.manifest().version(), manifest.id()));
    }
  }

  private static @Nullable Path folder(String text) {
    try {
      Path path = Path.of(text);
      return Files.isDirectory(path) ? path : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static ModelNotFoundException unknown(String idOrPath, Catalog catalog) {
    String known =
        catalog.entries().stream()
            .map(entry -> entry.manifest().id() + " (" + entry.source() + ")")
            .collect(Collectors.joining(", "));
    return new ModelNotFoundException(
        "There is no model \"%s\": it is neither the id of a known model (%s) nor a folder."
            .formatted(idOrPath, known.isEmpty() ? "none" : known));
  }
}
