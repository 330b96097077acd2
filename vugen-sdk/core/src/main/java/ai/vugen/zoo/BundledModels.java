package ai.vugen.zoo;

import ai.vugen.error.ModelException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The models on the class path: resource folders {@code <folder>/<id>/} with a manifest.
 *
 * @param loader sees the jars that models are bundled in
 * @param folder of all of them, without a slash at its end
 */
record BundledModels(ClassLoader loader, String folder) implements ModelSource {
  static final String NAME = "bundled";

  private static final String FOLDER = "ai/vugen/models";

  /** The models that are asked for by their id. */
  BundledModels(ClassLoader loader) {
    this(loader, FOLDER);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<Manifest> find(String id) {
    URL resource = loader.getResource(resource(id, Manifest.FILE_NAME));
    if (resource == null) {
      return Optional.empty();
    }
    try (InputStream in = open(resource)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Optional.of(Manifest.parse(resource.toString(), text));
    } catch (IOException e) {
      throw new ModelException(resource + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public InputStream open(Manifest manifest, String file) throws IOException {
    String name = resource(manifest.id(), file);
    URL resource = loader.getResource(name);
    if (resource == null) {
      throw new FileNotFoundException("the class path has no " + name);
    }
    return open(resource);
  }

  /** Returns a shared jar file would be closed under another class loader's feet. */
  private static InputStream open(URL resource) throws IOException {
    URLConnection connection = resource.openConnection();
    connection.setUseCaches(false);
    return connection.getInputStream();
  }

  private String resource(String id, String file) {
    return folder + "/" + id + "/" + file;
  }
}
