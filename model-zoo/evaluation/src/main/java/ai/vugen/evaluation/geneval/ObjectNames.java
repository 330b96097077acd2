package ai.vugen.evaluation.geneval;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The names of the classes that GenEval's detector tells apart. */
public final class ObjectNames {
  private static final List<String> OFFICIAL =
      new String(BundledFile.read("object_names.txt"), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .toList();

  private ObjectNames() {}

  /**
   * Returns the 80 class names of COCO as GenEval words them, such as {@code "computer mouse"}, in
   * the order of the detector's outputs (GenEval, MIT, Copyright (c) 2023 Dhruba Ghosh).
   */
  public static List<String> official() {
    return OFFICIAL;
  }

  /** Files of the benchmark that lie beside these classes. */
  static final class BundledFile {
    private BundledFile() {}

    static byte[] read(String name) {
      try (InputStream in = BundledFile.class.getResourceAsStream(name)) {
        return Objects.requireNonNull(in, name).readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
