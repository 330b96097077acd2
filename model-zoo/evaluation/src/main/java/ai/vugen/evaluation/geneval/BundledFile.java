package ai.vugen.evaluation.geneval;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Files of the benchmark that lie beside these classes. */
final class BundledFile {
  private BundledFile() {}

  static byte[] read(String name) {
    try (InputStream in = BundledFile.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
