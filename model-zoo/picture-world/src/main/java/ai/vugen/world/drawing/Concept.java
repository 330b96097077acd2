package ai.vugen.world.drawing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A thing of the picture world and the character that stands for it.
 *
 * @param name in English
 * @param code the character's Unicode code point in lower-case hexadecimal digits, at least four
 */
record Concept(String name, String code) {
  private static final String RESOURCE = "concepts.tsv";

  /** Returns the list as a file: one line a concept, name and code with a tab between them. */
  static String list() {
    try (InputStream in = Concept.class.getResourceAsStream(RESOURCE)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the concepts of a list, in its order. */
  static List<Concept> all(String list) {
    return list.lines().map(line -> line.split("\t", 2)).map(Concept::of).toList();
  }

  private static Concept of(String[] fields) {
    String code = fields[1].strip().toLowerCase(Locale.ROOT);
    return new Concept(fields[0], "0".repeat(Math.max(0, 4 - code.length())) + code);
  }

  /** Returns the name of its drawing in a folder of drawings. */
  String fileName() {
    return name.replace(' ', '_') + ".png";
  }
}
