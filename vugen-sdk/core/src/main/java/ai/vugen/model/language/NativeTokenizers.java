package ai.vugen.model.language;

import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import ai.vugen.error.RuntimeFailureException;
import ai.vugen.file.CacheFolder;
import ai.vugen.file.KeptFolder;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The native library of Hugging Face tokenizers that DJL's jar carries, unpacked once into the
 * cache folder and loaded once per class loader: by the first from there, by others from a copy in
 * the temporary folder.
 *
 * <p>DJL's own loader is left out. It looks for CUDA through JNA before it knows that it needs none
 * (which unpacks to {@code ~/.cache/JNA}, starts the CUDA driver where there is one, and costs 180
 * ms where there is none), on some GPU machines downloads a CUDA build of the library, unpacks to
 * {@code ~/.djl.ai}, and the classes that call it report each use to a server. Here none of that
 * code runs, so none of DJL's settings has to be changed either.
 */
final class NativeTokenizers {
  private static final Logger LOG = LoggerFactory.getLogger(NativeTokenizers.class);
  private static final String ROOT = "/native/lib/";
  private static boolean loaded;

  private NativeTokenizers() {}

  /**
   * Returns the native functions, with the library loaded.
   *
   * @throws RuntimeFailureException if there is no library for this machine or it does not load
   */
  static synchronized TokenizersLibrary library() {
    if (!loaded) {
      load();
      loaded = true;
    }
    return TokenizersLibrary.LIB;
  }

  private static void load() {
    String platform = platform();
    try {
      Path cached = kept(platform);
      if (cached == null || !loadedFrom(cached, platform)) {
        loadFromTemporaryFolder(platform);
      }
    } catch (IOException | LinkageError e) {
      throw new RuntimeFailureException(
          "The native library of the tokenizer does not load on "
              + platform
              + ": "
              + e
              + ". It exists for Linux (glibc 2.34 or newer) on x86-64 and aarch64, macOS on Apple"
              + " silicon and Windows on x86-64, and is unpacked to "
              + CacheFolder.root()
              + " (system property vugen.home) or else to the temporary folder.",
          e);
    }
  }

  /** Returns the folder in the cache folder with the library; null if it cannot be kept there. */
  private static @Nullable Path kept(String platform) throws IOException {
    Path folder =
        CacheFolder.root().resolve("native").resolve("tokenizers-" + version()).resolve(platform);
    try {
      KeptFolder.keep(folder, made -> unpack(made, platform));
      return folder;
    } catch (FileNotFoundException e) {
      throw e;
    } catch (IOException e) {
      LOG.warn(
          "The tokenizer's library cannot be kept in {}; it is unpacked to the temporary folder at"
              + " every start instead: {}",
          folder,
          e.toString());
      return null;
    }
  }

  private static boolean loadedFrom(Path folder, String platform) {
    try {
      load(folder, platform);
      return true;
    } catch (UnsatisfiedLinkError e) {
      // A file belongs to the class loader that loaded it first, or the folder allows no execution.
      LOG.info("The tokenizer's library cannot be loaded from {}: {}", folder, e.toString());
      return false;
    }
  }

  private static void loadFromTemporaryFolder(String platform) throws IOException {
    Path temporary = Files.createTempDirectory("vugen-tokenizers");
    try {
      unpack(temporary, platform);
      load(temporary, platform);
    } finally {
      delete(temporary, platform);
    }
  }

  private static void load(Path folder, String platform) {
    for (String name : names(platform)) {
      System.load(folder.resolve(name).toAbsolutePath().toString());
    }
  }

  private static void unpack(Path folder, String platform) throws IOException {
    for (String name : names(platform)) {
      String resource = ROOT + platform + "/cpu/" + name;
      try (InputStream in = TokenizersLibrary.class.getResourceAsStream(resource)) {
        if (in == null) {
          throw new FileNotFoundException("the tokenizers jar has no " + resource);
        }
        Files.copy(in, folder.resolve(name));
      }
    }
  }

  private static String version() throws IOException {
    Properties properties = new Properties();
    try (InputStream in =
        TokenizersLibrary.class.getResourceAsStream(ROOT + "tokenizers.properties")) {
      if (in == null) {
        throw new FileNotFoundException("the tokenizers jar has no tokenizers.properties");
      }
      properties.load(in);
    }
    return properties.getProperty("version", "unknown");
  }

  /** Returns the platform as the jar's folders name it, as {@code linux-x86_64}. */
  private static String platform() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch");
    String system =
        os.startsWith("windows") ? "win" : os.startsWith("mac") ? "osx" : os.replace(' ', '-');
    return system + '-' + (arch.equals("amd64") ? "x86_64" : arch);
  }

  /**
   * Returns the library's files in loading order; on Windows it needs three runtime libraries
   * before.
   */
  private static List<String> names(String platform) {
    String library = System.mapLibraryName("tokenizers");
    return platform.startsWith("win-")
        ? List.of("libwinpthread-1.dll", "libgcc_s_seh-1.dll", "libstdc++-6.dll", library)
        : List.of(library);
  }

  /** Deletes the unpacked files, which a loaded library survives except on Windows. */
  private static void delete(Path folder, String platform) throws IOException {
    if (!platform.startsWith("win-")) {
      for (String name : names(platform)) {
        Files.deleteIfExists(folder.resolve(name));
      }
      Files.deleteIfExists(folder);
    }
  }
}
