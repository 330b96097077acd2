package ai.vugen.zoo;

import ai.vugen.error.ModelException;
import ai.vugen.error.ModelIntegrityException;
import ai.vugen.error.ModelNotFoundException;
import ai.vugen.file.Hashes;
import ai.vugen.file.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A model's folder on this machine. Immutable; safe for use by several threads. */
public final class ModelFolder {
  private final Path path;
  private final String id;
  private final @Nullable Manifest manifest;
  private final @Nullable CatalogEntry entry;
  private final Path hashes;
  private volatile @Nullable String sha256;

  /**
   * @param hashes the file that remembers the folder's hashes
   */
  ModelFolder(
      Path path,
      String id,
      @Nullable Manifest manifest,
      @Nullable CatalogEntry entry,
      Path hashes) {
    this.path = path;
    this.id = id;
    this.manifest = manifest;
    this.entry = entry;
    this.hashes = hashes;
    checkSizes();
  }

  /** Returns the folder; holds {@code config.json}, {@code tokenizer.json} and the weights. */
  public Path path() {
    return path;
  }

  /** Returns the model's id: that of its manifest or, without one, the name of the folder. */
  public String id() {
    return id;
  }

  /** Returns what the folder must hold; null if it has no {@code manifest.json}. */
  public @Nullable Manifest manifest() {
    return manifest;
  }

  /** Returns the model's entry in the catalog; null if it has none. */
  public @Nullable CatalogEntry entry() {
    return entry;
  }

  /**
   * Returns the SHA-256 of the weights, as {@link Manifest#weightsSha256} defines it. The weights
   * are read once for it; the cache folder remembers the result until their size or modification
   * time changes.
   *
   * @throws ModelException if there are no weights, or they cannot be read
   */
  public String sha256() {
    String known = sha256;
    if (known == null) {
      known = computeSha256();
      sha256 = known;
    }
    return known;
  }

  private String computeSha256() {
    Hashes remembered = new Hashes(path, hashes);
    List<ModelFile> files = new ArrayList<>();
    for (String name : Manifest.names(path)) {
      try {
        if (name.endsWith(".safetensors")) {
          files.add(new ModelFile(name, Files.size(path.resolve(name)), remembered.of(name)));
        }
      } catch (IOException e) {
        throw unreadable(name, e);
      }
    }
    if (files.isEmpty()) {
      throw new ModelNotFoundException("The folder " + path + " holds no .safetensors file.");
    }
    return Manifest.weightsSha256(files);
  }

  /** Reads every file to its end and compares it with the manifest; sorted by name. */
  public List<FileCheck> check() {
    Map<String, ModelFile> listed = new TreeMap<>();
    if (manifest != null) {
      manifest.files().forEach(file -> listed.put(file.name(), file));
    }
    Map<String, FileCheck> checks = new TreeMap<>();
    listed.forEach((name, file) -> checks.put(name, new FileCheck(name, null, file)));
    for (String name : Manifest.names(path)) {
      try {
        Path file = path.resolve(name);
        ModelFile found = new ModelFile(name, Files.size(file), Sha256.of(file));
        checks.put(name, new FileCheck(name, found, listed.get(name)));
      } catch (IOException e) {
        throw unreadable(name, e);
      }
    }
    return List.copyOf(checks.values());
  }

  /**
   * Reads every file to its end and compares it with the manifest.
   *
   * @throws ModelIntegrityException if files are missing or differ; its message lists all of them
   */
  public void verify() {
    refuse(check());
  }

  /** The check that every opening makes: all files are there and have the right size. */
  private void checkSizes() {
    List<FileCheck> checks = new ArrayList<>();
    for (ModelFile file : manifest == null ? List.<ModelFile>of() : manifest.files()) {
      Path at = path.resolve(file.name());
      try {
        long size = Files.isRegularFile(at) ? Files.size(at) : -1;
        ModelFile found = size < 0 ? null : new ModelFile(file.name(), size, file.sha256());
        checks.add(new FileCheck(file.name(), found, file));
      } catch (IOException e) {
        throw unreadable(file.name(), e);
      }
    }
    refuse(checks);
  }

  private void refuse(List<FileCheck> checks) {
    List<FileCheck> bad = checks.stream().filter(check -> !check.isSound()).toList();
    if (!bad.isEmpty()) {
      throw new ModelIntegrityException(
          "The model in "
              + path
              + " is not what its manifest.json lists:\n  "
              + bad.stream()
                  .map(check -> check.name() + " " + check.verdict())
                  .collect(Collectors.joining("\n  "))
              + "\nFetch the model again, or remove manifest.json if the files were changed on"
              + " purpose.");
    }
  }

  private ModelException unreadable(String name, IOException cause) {
    return new ModelException(path.resolve(name) + " cannot be read: " + cause.getMessage(), cause);
  }

  @Override
  public String toString() {
    return id + " in " + path;
  }
}
