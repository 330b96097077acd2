package ai.vugen.zoo;

import ai.vugen.error.ModelException;
import ai.vugen.error.ModelIntegrityException;
import ai.vugen.file.KeptFolder;
import ai.vugen.file.Sha256;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder that holds a folder for each model taken from a {@link ModelSource}, named by id and
 * content. A model's folder appears complete or not at all, whatever number of threads and
 * processes ask for it and wherever one of them is killed; damaged files are replaced one by one.
 *
 * @param root the store; need not exist
 */
record ModelStore(Path root) {
  private static final Logger LOG = LoggerFactory.getLogger(ModelStore.class);

  /**
   * Returns the folder with the files of a model, after copying what is missing or damaged there.
   * Every file is hashed when it is copied, and again when its size or modification time changes.
   *
   * @throws ModelIntegrityException if the source's files are not those of the manifest
   * @throws ModelException if files cannot be read or written
   */
  Path get(Manifest manifest, ModelSource source) {
    String name = manifest.id() + "-" + manifest.fingerprint().substring(0, 12);
    Path folder = root.resolve(name);
    try {
      if (KeptFolder.keep(
          folder, sums(manifest), (file, to) -> write(manifest, file, source, to))) {
        LOG.info("Unpacked the model {} into {}", manifest.id(), folder);
      }
      return folder;
    } catch (IOException e) {
      throw new ModelException(
          "The model %s cannot be unpacked into %s: %s. It needs %d MB there; another folder can be chosen with the system property vugen.home or the environment variable VUGEN_HOME."
              .formatted(manifest.id(), folder, e, bytes(manifest) / 1_000_000),
          e);
    }
  }

  private static void write(Manifest manifest, String name, ModelSource source, Path target)
      throws IOException {
    if (name.equals(Manifest.FILE_NAME)) {
      Files.writeString(target, manifest.json());
      return;
    }
    String expected = sums(manifest).get(name);
    String hash;
    try (InputStream in = source.open(manifest, name);
        FileOutputStream out = new FileOutputStream(target.toFile())) {
      hash = Sha256.ofCopy(in, out);
      out.getFD().sync();
    }
    if (!hash.equals(expected)) {
      throw new ModelIntegrityException(
          "The %s file %s of the model %s is damaged: its SHA-256 is %s, its manifest says %s. Fetch the model again."
              .formatted(source.name(), name, manifest.id(), hash, expected));
    }
  }

  /** Returns the hashes of all files of a model's folder, the manifest's own among them. */
  private static Map<String, String> sums(Manifest manifest) {
    Map<String, String> sums = new LinkedHashMap<>();
    manifest.files().forEach(file -> sums.put(file.name(), file.sha256()));
    sums.put(Manifest.FILE_NAME, Sha256.of(manifest.json()));
    return sums;
  }

  private static long bytes(Manifest manifest) {
    return manifest.files().stream().mapToLong(ModelFile::size).sum();
  }
}
