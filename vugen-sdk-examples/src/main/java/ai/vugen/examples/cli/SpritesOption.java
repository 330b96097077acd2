package ai.vugen.examples.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The drawings that scenes of the picture world are made of. */
final class SpritesOption {
  @Option(
      names = "--sprites",
      required = true,
      paramLabel = "DRAWINGS",
      description = "The folder of drawings that the scenes are made of.")
  private Path folder = Path.of("");

  Path folder() {
    return folder;
  }
}
