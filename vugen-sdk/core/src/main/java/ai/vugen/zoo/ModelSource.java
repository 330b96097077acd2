package ai.vugen.zoo;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** A place that models come from; {@link ModelStore} copies and verifies what it hands out. */
interface ModelSource {
  /** Returns the name of the place, as {@link CatalogEntry#source} has it. */
  String name();

  /** Returns the manifest of a model that this place has now. */
  Optional<Manifest> find(String id);

  /** Opens one file of a model for reading from its start. */
  InputStream open(Manifest manifest, String file) throws IOException;
}
