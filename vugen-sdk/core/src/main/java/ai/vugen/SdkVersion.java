package ai.vugen;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The version of the SDK. */
public final class SdkVersion {
  private static final String CURRENT = read();

  private SdkVersion() {}

  /**
   * Returns the version that the SDK was built as, such as {@code 0.1.0}; {@code development} for
   * classes that no build has put together.
   */
  public static String current() {
    return CURRENT;
  }

  private static String read() {
    try (InputStream in = SdkVersion.class.getResourceAsStream("version.txt")) {
      return in == null
          ? "development"
          : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
