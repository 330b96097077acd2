package ai.vugen.zoo;

import ai.vugen.file.CacheLock;
import ai.vugen.file.Hashes;
import ai.vugen.file.Sha256;
import ai.vugen.error.ModelException;
import ai.vugen.error.ModelIntegrityException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
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

  /** The file in a stored model that remembers the hashes of the others. */
  static final String HASHES = ".hashes";

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
      if (damaged(folder, manifest).isEmpty()) {
        return folder;
      }
      Files.createDirectories(root);
      try (CacheLock lock = CacheLock.take(root.resolve("." + name + ".lock"))) {
        if (Files.isDirectory(folder)) {
          repair(folder, manifest, source);
        } else {
          unpack(folder, manifest, source);
        }
      }
      return folder;
    } catch (IOException e) {
      throw new ModelException(
          "The model %s cannot be unpacked into %s: %s. It needs %d MB there; another folder can be chosen with the system property vugen.home or the environment variable VUGEN_HOME."
              .formatted(manifest.id(), folder, e, bytes(manifest) / 1_000_000),
          e);
    }
  }

  /** The files of a manifest that a folder has not, or not with the right content. */
  private static List<ModelFile> damaged(Path folder, Manifest manifest) throws IOException {
    Hashes hashes = new Hashes(folder, folder.resolve(HASHES));
    List<ModelFile> damaged = new ArrayList<>();
    for (ModelFile file : manifest.files()) {
      Path path = folder.resolve(file.name());
      if (!Files.isRegularFile(path)
          || Files.size(path) != file.size()
          || !hashes.of(file.name()).equals(file.sha256())) {
        damaged.add(file);
      }
    }
    return damaged;
  }

  private static void unpack(Path folder, Manifest manifest, ModelSource source)
      throws IOException {
    String prefix = "." + folder.getFileName() + ".tmp-";
    deleteLeftovers(folder.resolveSibling(prefix));
    Path temporary = Files.createDirectory(folder.resolveSibling(prefix + UUID.randomUUID()));
    try {
      Hashes hashes = new Hashes(temporary, temporary.resolve(HASHES));
      for (ModelFile file : manifest.files()) {
        copy(manifest, file, source, temporary.resolve(file.name()));
        hashes.put(file.name(), file.sha256());
      }
      Files.writeString(temporary.resolve(Manifest.FILE_NAME), manifest.json());
      Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
      LOG.info("Unpacked the model {} into {}", manifest.id(), folder);
    } finally {
      delete(temporary);
    }
  }

  private static void repair(Path folder, Manifest manifest, ModelSource source)
      throws IOException {
    Hashes hashes = new Hashes(folder, folder.resolve(HASHES));
    for (ModelFile file : damaged(folder, manifest)) {
      Path temporary = folder.resolve("." + UUID.randomUUID() + ".tmp");
      try {
        copy(manifest, file, source, temporary);
        Files.move(
            temporary,
            folder.resolve(file.name()),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
      hashes.put(file.name(), file.sha256());
      LOG.warn("Replaced the damaged file {}", folder.resolve(file.name()));
    }
  }

  private static void copy(Manifest manifest, ModelFile file, ModelSource source, Path target)
      throws IOException {
    String hash;
    try (InputStream in = source.open(manifest, file.name());
        FileOutputStream out = new FileOutputStream(target.toFile())) {
      hash = Sha256.ofCopy(in, out);
      out.getFD().sync();
    }
    if (!hash.equals(file.sha256())) {
      throw new ModelIntegrityException(
          "The %s file %s of the model %s is damaged: its SHA-256 is %s, its manifest says %s. Fetch the model again."
              .formatted(source.name(), file.name(), manifest.id(), hash, file.sha256()));
    }
  }

  /** Removes what a killed process left behind; the caller holds the lock. */
  private static void deleteLeftovers(Path prefix) throws IOException {
    String start = prefix.getFileName().toString();
    List<Path> leftovers;
    try (Stream<Path> children = Files.list(prefix.getParent())) {
      leftovers = children.filter(c -> c.getFileName().toString().startsWith(start)).toList();
    }
    for (Path leftover : leftovers) {
      delete(leftover);
    }
  }

  /** Deletes a model's folder, which has no folders within; nothing happens if it is gone. */
  private static void delete(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> children = Files.list(folder)) {
      files = children.toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
    Files.delete(folder);
  }

  private static long bytes(Manifest manifest) {
    return manifest.files().stream().mapToLong(ModelFile::size).sum();
  }
}
