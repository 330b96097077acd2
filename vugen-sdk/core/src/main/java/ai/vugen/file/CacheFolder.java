package ai.vugen.file;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The folder where the SDK keeps unpacked models and native libraries: the system property {@code
 * vugen.home}, else the environment variable {@code VUGEN_HOME}, else the platform's cache folder
 * ({@code ~/.cache/vugen} on Linux, {@code ~/Library/Caches/vugen} on macOS, {@code
 * %LOCALAPPDATA%\vugen} on Windows). Nothing is created until something is stored.
 */
public final class CacheFolder {
  private CacheFolder() {}

  /** Returns the folder; it need not exist yet. */
  public static Path root() {
    String named = firstSet(System.getProperty("vugen.home"), System.getenv("VUGEN_HOME"));
    return named != null ? Path.of(named).toAbsolutePath() : platformDefault();
  }

  private static Path platformDefault() {
    Path home = Path.of(System.getProperty("user.home"));
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    if (os.contains("win")) {
      String local = System.getenv("LOCALAPPDATA");
      return (local == null ? home.resolve("AppData").resolve("Local") : Path.of(local))
          .resolve("vugen");
    }
    if (os.contains("mac")) {
      return home.resolve("Library").resolve("Caches").resolve("vugen");
    }
    String xdg = firstSet(System.getenv("XDG_CACHE_HOME"));
    return (xdg == null ? home.resolve(".cache") : Path.of(xdg)).resolve("vugen");
  }

  private static @Nullable String firstSet(@Nullable String... values) {
    for (String value : values) {
      if (value != null && !value.isBlank()) {
        return value;
      }
    }
    return null;
  }
}
