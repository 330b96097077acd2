package ai.vugen.examples.cli;

import ai.vugen.GeneratedImage;
import ai.vugen.Provenance;
import ai.vugen.VuGen;
import ai.vugen.device.Precision;
import ai.vugen.image.Pixels;
import ai.vugen.image.PixelsReader;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws the image of a PNG file again from what the file says about itself. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = "Draws an image again from the settings that its PNG file carries.")
final class ReplayCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private ModelOption model = new ModelOption();

  @Parameters(paramLabel = "PNG", description = "A file that generate wrote.")
  private Path png = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "FILE|FOLDER",
      description = "Where to write; default: PNG-replayed.png in the current folder.")
  private @Nullable Path out;

  @Override
  public void run() {
    Pixels original = PixelsReader.read(png);
    Precision precision = Provenance.read(png).precision();
    try (VuGen vugen = model.builder().precision(precision).build()) {
      GeneratedImage image = vugen.replay(png);
      Path place = PictureFiles.places(out, PictureFiles.stem(png) + "-replayed", 1).get(0);
      Output.of(spec).println(PictureFiles.save(image, place));
      Output.notes(spec)
          .println(
              image.toPixels().equals(original)
                  ? "Every pixel is that of " + png + "."
                  : "Some pixels differ from " + png + ": it was edited, or drawn elsewhere.");
    }
  }
}
