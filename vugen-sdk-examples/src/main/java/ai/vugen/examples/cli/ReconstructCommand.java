package ai.vugen.examples.cli;

import ai.vugen.GeneratedImage;
import ai.vugen.ImageInput;
import ai.vugen.VuGen;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Encodes an image to its latent and decodes it again. */
@Command(
    name = "reconstruct",
    mixinStandardHelpOptions = true,
    description = "Encodes an image to its latent, decodes that and prints the file.")
final class ReconstructCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private OpeningOption model = new OpeningOption();

  @Parameters(paramLabel = "IMAGE", description = "A PNG, JPEG, BMP or GIF file.")
  private Path image = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "FILE|FOLDER",
      description = "Where to write; default: IMAGE-reconstructed.png in the current folder.")
  private @Nullable Path out;

  @Override
  public void run() {
    ImageInput input = ImageInput.of(image);
    try (VuGen vugen = model.builder().build()) {
      GeneratedImage result = vugen.reconstruct(input);
      String name = PictureFiles.stem(image) + "-reconstructed";
      Path place = PictureFiles.places(out, name, 1).get(0);
      Output.of(spec).println(PictureFiles.save(result, place));
    }
  }
}
