package ai.vugen.zoo;

import ai.vugen.error.ModelException;
import ai.vugen.error.ModelIntegrityException;
import ai.vugen.error.ModelNotFoundException;
import ai.vugen.file.Sha256;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a model consists of: the content of its {@code manifest.json}.
 *
 * @param id the name to ask for: lower-case letters, digits, {@code . _ -}
 * @param title what the model is, in a few words
 * @param version the model's version or the commit it comes from
 * @param licence the SPDX identifier of the weights' licence, or its name
 * @param files every file but the manifest itself
 */
public record Manifest(
    String id, String title, String version, String licence, List<ModelFile> files) {
  /** The file in a model's folder that holds its manifest. */
  public static final String FILE_NAME = "manifest.json";

  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

  public Manifest {
    if (!isId(id)) {
      throw new ModelIntegrityException(
          "\"" + id + "\" is not a model id: lower-case letters, digits and . _ - are expected.");
    }
    files = List.copyOf(files);
    Set<String> names = new HashSet<>();
    for (ModelFile file : files) {
      if (!names.add(file.name()) || file.name().equals(FILE_NAME)) {
        throw new ModelIntegrityException("Model " + id + " cannot list " + file.name() + " here.");
      }
    }
    if (files.stream().noneMatch(ModelFile::isWeights)) {
      throw new ModelIntegrityException("Model " + id + " lists no .safetensors file.");
    }
  }

  /**
   * Describes the files of a folder; reads all of them to the end. Hidden files, folders and an old
   * manifest are passed over.
   *
   * @throws ModelNotFoundException if the folder does not exist
   * @throws ModelException if a file cannot be read
   */
  public static Manifest of(Path folder, String id, String title, String version, String licence) {
    List<ModelFile> files = new ArrayList<>();
    for (String name : names(folder)) {
      Path file = folder.resolve(name);
      try {
        files.add(new ModelFile(name, Files.size(file), Sha256.of(file)));
      } catch (IOException e) {
        throw new ModelException(file + " cannot be read: " + e.getMessage(), e);
      }
    }
    return new Manifest(id, title, version, licence, files);
  }

  /** Returns the manifest in a folder, if there is one. */
  public static Optional<Manifest> read(Path folder) {
    Path file = folder.resolve(FILE_NAME);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse(file.toString(), Files.readString(file)));
    } catch (IOException e) {
      throw new ModelException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Reads a manifest from its text.
   *
   * @param file what errors call it
   * @throws ModelIntegrityException if a field is missing or wrong
   */
  public static Manifest parse(String file, String text) {
    return ZooJson.manifest(ZooJson.parse(file, text));
  }

  /** Returns the manifest as JSON text. */
  public String json() {
    JsonObject object = new JsonObject();
    ZooJson.put(object, this);
    return ZooJson.text(object);
  }

  /**
   * Returns the SHA-256 of the weights: that of the only {@code .safetensors} file or, if there are
   * several, that of their {@link #listing}.
   */
  public String weightsSha256() {
    return weightsSha256(files);
  }

  static String weightsSha256(List<ModelFile> files) {
    List<ModelFile> weights = files.stream().filter(ModelFile::isWeights).toList();
    return weights.size() == 1 ? weights.get(0).sha256() : Sha256.of(listing(weights));
  }

  /** Returns a hash over all names and contents: two manifests share it if the files are equal. */
  String fingerprint() {
    return Sha256.of(listing(files));
  }

  /**
   * Returns one line a file, sorted by name: SHA-256, two spaces, name; as {@code sha256sum}
   * prints.
   */
  private static String listing(List<ModelFile> files) {
    return files.stream()
        .sorted(Comparator.comparing(ModelFile::name))
        .map(file -> file.sha256() + "  " + file.name() + "\n")
        .collect(Collectors.joining());
  }

  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** Returns the names of a folder's files, sorted, without hidden files and the manifest. */
  static List<String> names(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new ModelNotFoundException(
          "The model folder " + folder.toAbsolutePath() + " does not exist.");
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children
          .filter(Files::isRegularFile)
          .map(child -> child.getFileName().toString())
          .filter(name -> !name.startsWith(".") && !name.equals(FILE_NAME))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new ModelException(folder + " cannot be listed: " + e.getMessage(), e);
    }
  }
}
