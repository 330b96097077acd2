package ai.vugen.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.vugen.file.CacheFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads ONNX Runtime's native libraries from the cache folder, where they are unpacked once. Left
 * alone, ONNX Runtime unpacks them to the temp folder in every process.
 */
final class NativeLibraries {
  private static final Logger log = LoggerFactory.getLogger(NativeLibraries.class);

  /** The property by which ONNX Runtime is told a folder of libraries. */
  private static final String FOLDER = "onnxruntime.native.path";

  /** Properties by which the user can direct ONNX Runtime to libraries of their own. */
  private static final List<String> CHOICES =
      List.of(
          FOLDER,
          "onnxruntime.native.onnxruntime.path",
          "onnxruntime.native.onnxruntime.skip",
          "onnxruntime.native.onnxruntime4j_jni.path",
          "onnxruntime.native.onnxruntime4j_jni.skip");

  /**
   * A class of ONNX Runtime that loads the libraries when it is initialised and that nothing here
   * uses: when loading fails, it alone becomes unusable, and another way can be tried.
   */
  private static final String LOADING_CLASS = "ai.onnxruntime.OrtLoraAdapter";

  private NativeLibraries() {}

  /**
   * Loads the libraries from the cache folder and returns where they lie; returns null when ONNX
   * Runtime is to find them by itself, because the user said where or because the cache folder
   * cannot serve.
   */
  static @Nullable Path load() {
    String chosen = System.getProperty(FOLDER);
    if (chosen != null) {
      return Path.of(chosen);
    }
    if (CHOICES.stream().anyMatch(choice -> System.getProperty(choice) != null)) {
      return null;
    }
    Path folder = unpacked();
    return folder != null && loadedFrom(folder) ? folder : null;
  }

  private static @Nullable Path unpacked() {
    try {
      return UnpackedLibraries.in(CacheFolder.root().resolve("native"));
    } catch (IOException | UncheckedIOException e) {
      log.warn(
          "The native libraries could not be kept in {}; they are unpacked to the temp folder at"
              + " every start instead: {}",
          CacheFolder.root(),
          e.toString());
      return null;
    }
  }

  private static boolean loadedFrom(Path folder) {
    System.setProperty(FOLDER, folder.toString());
    try {
      Class.forName(LOADING_CLASS, true, OrtEnvironment.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      // Another class loader has loaded them already, or the folder does not allow execution.
      log.info("Native libraries cannot be loaded from {}: {}", folder, rootOf(e).toString());
      return false;
    } finally {
      // Other class loaders must not be sent to files that only one class loader may load.
      System.clearProperty(FOLDER);
    }
  }

  private static Throwable rootOf(Throwable failure) {
    return Stream.iterate(failure, t -> t != null, Throwable::getCause)
        .reduce((outer, inner) -> inner)
        .orElse(failure);
  }
}
