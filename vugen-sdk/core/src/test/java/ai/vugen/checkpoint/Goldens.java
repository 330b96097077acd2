package ai.vugen.checkpoint;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** The reference data among the test resources. */
final class Goldens {
  private Goldens() {}

  static Path path(String name) {
    var resource = Goldens.class.getResource("/goldens/" + name);
    if (resource == null) {
      throw new AssertionError("no test resource goldens/" + name);
    }
    try {
      URI uri = resource.toURI();
      return Path.of(uri);
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
