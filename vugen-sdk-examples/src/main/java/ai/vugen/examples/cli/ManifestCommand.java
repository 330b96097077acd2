package ai.vugen.examples.cli;

import ai.vugen.error.VuGenException;
import ai.vugen.file.AtomicFile;
import ai.vugen.zoo.Catalog;
import ai.vugen.zoo.CatalogEntry;
import ai.vugen.zoo.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the manifest of a model folder, and its entry in a catalog. */
@Command(
    name = "manifest",
    mixinStandardHelpOptions = true,
    description = {
      "Writes manifest.json into a model folder: every file with size and SHA-256.",
      "With --catalog, the model's entry there is added or replaced too."
    })
final class ManifestCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FOLDER", description = "The model's folder.")
  private Path folder = Path.of("");

  @Option(names = "--id", required = true, description = "The model's id.")
  private String id = "";

  @Option(names = "--title", required = true, description = "What it is, in a few words.")
  private String title = "";

  @Option(names = "--model-version", required = true, description = "Its version or commit.")
  private String version = "";

  @Option(names = "--licence", required = true, description = "SPDX id of the licence.")
  private String licence = "";

  @Option(names = "--catalog", paramLabel = "FILE", description = "A catalog.json to update.")
  private @Nullable Path catalog;

  @Override
  public void run() {
    Manifest manifest = Manifest.of(folder, id, title, version, licence);
    write(folder.resolve(Manifest.FILE_NAME), manifest.json());
    if (catalog != null) {
      CatalogEntry entry = new CatalogEntry(manifest, "bundled");
      write(catalog, Catalog.parse(catalog.toString(), read(catalog)).with(entry).json());
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new VuGenException(file + " cannot be read: " + e, e);
    }
  }

  private void write(Path file, String text) {
    Path target = file.toAbsolutePath();
    try {
      AtomicFile.of(target).write(text);
      Output.of(spec).println(target.normalize());
    } catch (IOException e) {
      throw new VuGenException(target + " cannot be written: " + e, e);
    }
  }
}
